import { Decimal, LockstepError } from '@lockstep/core';
import type { WireValue } from '../wire/layout.ts';
import { wireText } from '../wire/layout.ts';
import { type PlaceOrderFields, readPlaceOrder } from '../wire/place-order.ts';
import type { DeskParts } from './desk-parts.ts';
import type { OrderDesk } from './order-desk.ts';
import { instrumentOf, isRefusal, orderRefusal } from './order-rules.ts';
import { readTerms } from './order-terms.ts';
import type { SimulatedOrder } from './simulated-order.ts';

/** An order as somebody enters it in TWS. */
export interface ManualOrder {
  readonly symbol: string;
  /** @defaultValue STK */
  readonly secType?: string | undefined;
  readonly currency?: string | undefined;
  readonly exchange?: string | undefined;
  readonly action: 'BUY' | 'SELL';
  readonly quantity: number;
  /** @defaultValue MKT */
  readonly orderType?: string | undefined;
  readonly limitPrice?: number | undefined;
  /** Stop or trigger price, or the amount of a trailing stop. */
  readonly auxPrice?: number | undefined;
  /** @defaultValue DAY */
  readonly tif?: string | undefined;
}

/** What somebody changes in TWS; what is left out stays. */
export interface ManualChange {
  readonly quantity?: number | undefined;
  readonly limitPrice?: number | undefined;
  readonly auxPrice?: number | undefined;
}

/** What a person does in TWS itself, beside all clients. */
export class ManualDesk {
  readonly #parts: DeskParts;
  readonly #desk: OrderDesk;
  #bound = 0;

  constructor(parts: DeskParts, desk: OrderDesk) {
    this.#parts = parts;
    this.#desk = desk;
  }

  /**
   * Places an order.
   *
   * @throws LockstepError `ORDER_INVALID` when TWS would not take it
   */
  place(manual: ManualOrder): SimulatedOrder {
    const terms = readTerms(fieldsOf(manual));
    const instrument = instrumentOf(terms, this.#parts);
    const refusal = isRefusal(instrument) ? instrument : orderRefusal(terms, instrument, this.#parts);
    if (refusal !== null || isRefusal(instrument)) {
      throw new LockstepError(
        'ORDER_INVALID',
        `TWS does not take ${manual.action} ${manual.quantity} ${manual.symbol}: ${refusal?.text} (${refusal?.code}).`,
      );
    }
    const order = this.#desk.placement.create({ clientId: 0, orderId: 0, isManual: true }, terms, instrument);
    if (this.#parts.orders.bindsManual) this.bind(order);
    this.#desk.placement.take(order);
    return order;
  }

  /** Changes an order, whosever it is. */
  change(order: SimulatedOrder, { quantity, limitPrice, auxPrice }: ManualChange): void {
    const { terms } = order;
    this.#desk.changes.apply(order, {
      ...terms,
      quantity: quantity === undefined ? order.quantity : Decimal.fromNumber(quantity),
      limitPrice: limitPrice === undefined ? terms.limitPrice : Decimal.fromNumber(limitPrice),
      auxPrice: auxPrice === undefined ? terms.auxPrice : Decimal.fromNumber(auxPrice),
    });
  }

  /** Cancels an order, whosever it is. */
  cancel(order: SimulatedOrder): void {
    if (!order.isDone && !order.isCancelling) this.#desk.cancels.begin(order);
  }

  /** Gives an order made by hand an id of client 0, by which that may change and cancel it. */
  bind(order: SimulatedOrder): void {
    if (order.orderId !== 0) return;
    this.#bound += 1;
    order.orderId = -this.#bound;
    this.#parts.orders.assignPermId(order);
    this.#parts.teller.tellBound(order);
  }
}

function fieldsOf(manual: ManualOrder): PlaceOrderFields {
  const { symbol, secType = 'STK', currency = 'USD', action, quantity, orderType = 'MKT', tif = 'DAY' } = manual;
  const given: Readonly<Record<string, WireValue>> = {
    symbol,
    secType,
    currency,
    exchange: manual.exchange ?? (secType === 'STK' ? 'SMART' : undefined),
    action,
    totalQuantity: quantity,
    orderType,
    lmtPrice: manual.limitPrice,
    auxPrice: manual.auxPrice,
    tif,
    transmit: true,
  };
  const fields: Record<string, string | undefined> = { ...readPlaceOrder([]) };
  for (const [name, value] of Object.entries(given)) fields[name] = wireText(value);
  if (fields['exchange'] === '') fields['exchange'] = 'IDEALPRO';
  return fields as PlaceOrderFields;
}
