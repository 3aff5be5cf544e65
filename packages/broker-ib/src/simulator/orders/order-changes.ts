import { Decimal, UpdateOrderRequest } from '@lockstep/core';
import type { ClientSession } from '../sessions/client-session.ts';
import type { DeskParts } from './desk-parts.ts';
import { changeRefusal } from './order-rules.ts';
import type { OrderTerms } from './order-terms.ts';
import type { SimulatedOrder } from './simulated-order.ts';
import { stopPriceOf, trailingAmountOf } from './venue-handover.ts';

/** What the venue's order is to become. */
interface NewValues {
  quantity?: Decimal;
  limitPrice?: Decimal;
  stopPrice?: Decimal;
  triggerPrice?: Decimal;
  trailingAmount?: Decimal;
}

/** Changes orders: a PLACE_ORDER with an id that is at work, with all of its fields. */
export class OrderChanges {
  readonly #parts: DeskParts;
  /** Transmits a draft whose change says so. */
  onTransmit: (order: SimulatedOrder) => void = () => undefined;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** @param session whom a refusal is told */
  change(session: ClientSession, order: SimulatedOrder, terms: OrderTerms): void {
    const { faults } = this.#parts;
    const { orderId } = order;
    if (order.status === 'Filled') session.tellError(orderId, 104, 'Cannot modify a filled order.');
    else if (order.isDone) session.tellError(orderId, 103, 'Duplicate order id');
    else {
      const refusal = faults.changeRefusals.shift() ?? changeRefusal(terms, order, this.#parts);
      if (refusal === null) this.apply(order, terms);
      else session.tellError(orderId, refusal.code, refusal.text);
    }
  }

  /** Gives an order other terms, of which it is known that they are allowed. */
  apply(order: SimulatedOrder, terms: OrderTerms): void {
    const { teller, venue } = this.#parts;
    const values = this.#newValues(order, terms);
    if (order.stage === 'live' || order.isKeptByVenue) {
      if (Object.keys(values).length === 0) {
        order.terms = terms;
        teller.tellOrder(order);
        return;
      }
      this.#changeAtVenue(order, terms, values);
      venue.scan();
      return;
    }
    Object.assign(order.venueOrder, values);
    order.terms = terms;
    if (order.stage === 'draft' && terms.transmit) this.onTransmit(order);
    else teller.tellOrder(order);
  }

  #changeAtVenue(order: SimulatedOrder, terms: OrderTerms, values: NewValues): void {
    const { venue, clock } = this.#parts;
    const { venueOrder, terms: before } = order;
    const { quantity, limitPrice, stopPrice, triggerPrice, trailingAmount } = venueOrder;
    const old = { quantity, limitPrice, stopPrice, triggerPrice, trailingAmount };
    const numbers = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.toNumber()]));
    Object.assign(venueOrder, values);
    order.terms = terms;
    order.isChangeRefused = false;
    // The venue takes the exact values from the order; the request says which.
    venue.updateOrder(venueOrder, new UpdateOrderRequest(clock.utcNow(), venueOrder.id, numbers));
    if (!order.isChangeRefused) return;
    Object.assign(venueOrder, old);
    order.terms = before;
  }

  /** The venue does not take a change. */
  onRefused(order: SimulatedOrder, text: string): void {
    order.isChangeRefused = true;
    const { teller } = this.#parts;
    if (order.status === 'Filled') teller.tellError(order, 104, 'Cannot modify a filled order.');
    else teller.tellError(order, 201, `Order rejected - reason:${text}`);
  }

  /** Another order of its group has filled in part. @param units positive */
  reduce(order: SimulatedOrder, units: Decimal): void {
    const rest = order.quantity.minus(units);
    const quantity = order.terms.side === 'SELL' ? rest.negated() : rest;
    if (order.stage === 'live') this.#changeAtVenue(order, order.terms, { quantity });
    else {
      order.venueOrder.quantity = quantity;
      this.#parts.teller.tellOrder(order);
    }
  }

  #newValues({ venueOrder, instrument, terms: before }: SimulatedOrder, terms: OrderTerms): NewValues {
    const values: NewValues = {};
    const { security } = instrument;
    const quantity = terms.side === 'SELL' ? terms.quantity.negated() : terms.quantity;
    if (!quantity.equals(venueOrder.quantity)) values.quantity = quantity;
    const { limitPrice, orderType, auxPrice } = terms;
    if (limitPrice !== null && !limitPrice.equals(venueOrder.limitPrice)) values.limitPrice = limitPrice;
    if (orderType === 'LIT' && auxPrice !== null && !auxPrice.equals(venueOrder.triggerPrice)) {
      values.triggerPrice = auxPrice;
    }
    const isOtherStop = orderType === 'TRAIL' ? !isSame(terms.trailStopPrice, before.trailStopPrice) : true;
    const stop = security === null || !isOtherStop ? undefined : stopPriceOf(terms, security);
    if (stop !== undefined && !stop.equals(venueOrder.stopPrice)) values.stopPrice = stop;
    const trailing = trailingAmountOf(terms);
    if (trailing !== undefined && !trailing.equals(venueOrder.trailingAmount)) values.trailingAmount = trailing;
    return values;
  }
}

function isSame(left: Decimal | null, right: Decimal | null): boolean {
  return (left ?? Decimal.ZERO).equals(right ?? Decimal.ZERO);
}
