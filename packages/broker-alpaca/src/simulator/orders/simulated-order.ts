import { Decimal, type Order } from '@lockstep/core';
import type { WireOrder, WireOrderClass, WireOrderStatus, WireOrderType, WireTimeInForce } from '../../wire/order.ts';
import type { Instrument } from '../market/instruments.ts';

const CLOSED: ReadonlySet<WireOrderStatus> = new Set(['filled', 'canceled', 'expired', 'replaced', 'rejected']);

/** What an order is made of. */
export interface SimulatedOrderFields {
  readonly id: string;
  readonly clientOrderId: string;
  readonly instrument: Instrument;
  readonly side: 'buy' | 'sell';
  readonly type: WireOrderType;
  readonly orderClass: WireOrderClass;
  readonly timeInForce: WireTimeInForce;
  readonly positionIntent: string;
  readonly extendedHours: boolean;
  /** What the order is for by value; null for one by quantity. */
  readonly notional: Decimal | null;
  /** How it was submitted; `web` for orders made by hand. */
  readonly source: string | null;
  readonly status: WireOrderStatus;
  readonly submittedAt: string;
  readonly expiresAt: string;
  /** The order at the venue; those of a chain of replacements share it. */
  readonly venueOrder: Order;
}

/** An order as Alpaca keeps it. A replaced order goes on at the venue under the number that it had. */
export class SimulatedOrder {
  readonly fields: SimulatedOrderFields;
  readonly legs: SimulatedOrder[] = [];
  parent: SimulatedOrder | null = null;
  status: WireOrderStatus;
  /** Price fields as the client gave them. */
  trailPrice: Decimal | null = null;
  trailPercent: Decimal | null = null;
  filledQuantity: Decimal = Decimal.ZERO;
  averagePrice: Decimal | null = null;
  #cost: Decimal = Decimal.ZERO;
  updatedAt: string;
  filledAt: string | null = null;
  expiredAt: string | null = null;
  canceledAt: string | null = null;
  failedAt: string | null = null;
  replacedAt: string | null = null;
  replacedBy: string | null = null;
  replaces: string | null = null;
  /** What it was when it ended or was replaced: the venue's order goes on changing. */
  #last: OrderValues | null = null;

  constructor(fields: SimulatedOrderFields) {
    this.fields = fields;
    this.status = fields.status;
    this.updatedAt = fields.submittedAt;
  }

  get id(): string {
    return this.fields.id;
  }

  get isClosed(): boolean {
    return CLOSED.has(this.status);
  }

  get values(): OrderValues {
    return this.#last ?? valuesOf(this.fields.venueOrder);
  }

  /** Units that may still fill. */
  get leavesQuantity(): Decimal {
    const { venueOrder } = this.fields;
    return venueOrder.quantity.abs().minus(venueOrder.quantityFilled.abs());
  }

  /** Nothing that happens to the venue's order is about this one any more. */
  freeze(): void {
    this.#last = valuesOf(this.fields.venueOrder);
  }

  /** It goes on: what was to come in its place did not. */
  thaw(): void {
    this.#last = null;
  }

  /** Takes over what the orders before it in its chain have filled. */
  inherit(before: SimulatedOrder): void {
    this.filledQuantity = before.filledQuantity;
    this.averagePrice = before.averagePrice;
    this.#cost = before.#cost;
    this.filledAt = before.filledAt;
  }

  /** @param quantity units of one execution, positive */
  fill(quantity: Decimal, price: Decimal): void {
    const before = this.averagePrice;
    this.filledQuantity = this.filledQuantity.plus(quantity);
    this.#cost = this.#cost.plus(quantity.times(price));
    const isUnchanged = before === null || before.equals(price);
    this.averagePrice = isUnchanged ? price : this.#cost.dividedBy(this.filledQuantity);
  }

  /** Takes in that an execution was corrected. @param units more of it, negative for fewer; `money` alike */
  correct(units: Decimal, money: Decimal): void {
    this.filledQuantity = this.filledQuantity.plus(units);
    this.#cost = this.#cost.plus(money);
    // Where nothing is left Alpaca leaves the price as it was.
    if (!this.filledQuantity.isZero()) this.averagePrice = this.#cost.dividedBy(this.filledQuantity);
    if (!this.isClosed && this.status === 'partially_filled' && this.filledQuantity.isZero()) this.status = 'new';
  }

  /** As it is told: a leg under its parent if `nested`, else without legs. */
  render(nested: boolean): WireOrder {
    const { fields, values } = this;
    const { instrument, venueOrder, type, notional } = fields;
    const hasLegs = nested && this.legs.length > 0;
    return {
      id: fields.id,
      client_order_id: fields.clientOrderId,
      created_at: fields.submittedAt,
      updated_at: this.updatedAt,
      submitted_at: fields.submittedAt,
      filled_at: this.filledAt,
      expired_at: this.expiredAt,
      expires_at: fields.expiresAt,
      canceled_at: this.canceledAt,
      failed_at: this.failedAt,
      replaced_at: this.replacedAt,
      replaced_by: this.replacedBy,
      replaces: this.replaces,
      asset_id: instrument.assetId,
      symbol: instrument.symbol,
      asset_class: instrument.assetClass,
      notional: textOf(notional),
      qty: notional === null ? values.quantity.toString() : null,
      filled_qty: this.filledQuantity.toString(),
      filled_avg_price: textOf(this.averagePrice),
      order_class: fields.orderClass,
      order_type: type,
      type,
      side: fields.side,
      position_intent: fields.positionIntent,
      time_in_force: fields.timeInForce,
      limit_price: type === 'limit' || type === 'stop_limit' ? values.limitPrice.toString() : null,
      stop_price: type === 'market' || type === 'limit' ? null : values.stopPrice.toString(),
      trail_percent: textOf(this.trailPercent),
      trail_price: textOf(this.trailPrice),
      hwm: type === 'trailing_stop' ? highWaterMark(venueOrder, values).toString() : null,
      status: this.status,
      extended_hours: fields.extendedHours,
      legs: hasLegs ? this.legs.map((leg) => leg.render(true)) : null,
      ratio_qty: null,
      subtag: null,
      source: fields.source,
    };
  }
}

/** What replacing an order may change. */
export interface OrderValues {
  readonly quantity: Decimal;
  readonly limitPrice: Decimal;
  readonly stopPrice: Decimal;
  readonly trailingAmount: Decimal;
}

function valuesOf({ quantity, limitPrice, stopPrice, trailingAmount }: Order): OrderValues {
  return { quantity: quantity.abs(), limitPrice, stopPrice, trailingAmount };
}

/** The price that a trailing stop follows: highest for a sale, lowest for a purchase. */
function highWaterMark(order: Order, { stopPrice, trailingAmount }: OrderValues): Decimal {
  const isSale = order.quantity.sign() < 0;
  if (!order.trailingAsPercentage) return isSale ? stopPrice.plus(trailingAmount) : stopPrice.minus(trailingAmount);
  return stopPrice.dividedBy(isSale ? Decimal.ONE.minus(trailingAmount) : Decimal.ONE.plus(trailingAmount));
}

function textOf(value: Decimal | null): string | null {
  return value?.toString() ?? null;
}
