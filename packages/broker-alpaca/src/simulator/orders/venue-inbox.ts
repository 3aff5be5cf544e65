import {
  type BrokerageInbox,
  type BrokerageMessage,
  Decimal,
  ORDER_EXPIRED,
  type OrderEvent,
  OrderStatus,
} from '@lockstep/core';
import { stamp } from '../wire-times.ts';
import type { Cancels } from './cancels.ts';
import { CorrectedExecutions } from './corrected-executions.ts';
import type { DeskParts } from './desk-parts.ts';
import { isSessionOpen, nextOpenUtc } from './market-session.ts';
import type { Replacements } from './replacements.ts';
import type { SimulatedOrder } from './simulated-order.ts';

/** What the venue tells, written onto the orders and told on the stream. */
export class VenueInbox implements BrokerageInbox {
  readonly #parts: DeskParts;
  readonly #cancels: Cancels;
  readonly #replacements: Replacements;
  readonly #corrections: CorrectedExecutions;

  constructor(parts: DeskParts, cancels: Cancels, replacements: Replacements) {
    this.#parts = parts;
    this.#cancels = cancels;
    this.#replacements = replacements;
    this.#corrections = new CorrectedExecutions(parts);
  }

  orderEvent(event: OrderEvent): void {
    const order = this.#parts.orders.withVenueNumber(event.orderId);
    if (order === undefined) return;
    order.fields.venueOrder.status = event.status;
    switch (event.status) {
      case OrderStatus.Submitted:
        this.#onSubmitted(order, event);
        break;
      case OrderStatus.UpdateSubmitted:
        this.#replacements.onUpdated(order);
        break;
      case OrderStatus.PartiallyFilled:
      case OrderStatus.Filled:
        this.#onFill(order, event);
        break;
      case OrderStatus.Canceled:
        this.#onCanceled(order, event);
        break;
      case OrderStatus.Invalid:
        this.reject(order, event.utcTimeMs);
        break;
      default:
    }
  }

  message(message: BrokerageMessage): void {
    if (message.kind === 'orderChanged') this.#onChanged(message);
    else if (message.kind === 'executionCorrected') this.#corrections.onCorrected(message);
    else if (message.kind === 'outcome' && message.outcome === 'refused') this.#onRefused(message);
  }

  #onChanged(change: Extract<BrokerageMessage, { kind: 'orderChanged' }>): void {
    const order = this.#parts.orders.withVenueNumber(change.orderId);
    if (order === undefined) return;
    const { venueOrder } = order.fields;
    if (change.stopPrice !== undefined) venueOrder.stopPrice = change.stopPrice;
    if (change.limitPrice !== undefined) venueOrder.limitPrice = change.limitPrice;
    if (change.quantity !== undefined) venueOrder.quantity = change.quantity;
  }

  #onRefused({ orderId, request }: Extract<BrokerageMessage, { kind: 'outcome' }>): void {
    const order = this.#parts.orders.withVenueNumber(orderId);
    if (order === undefined) return;
    if (request === 'place') this.reject(order, this.#parts.clock.utcNow());
    else if (request === 'update') this.#replacements.onRefused(order);
    else this.#cancels.reject(order);
  }

  #onSubmitted(order: SimulatedOrder, event: OrderEvent): void {
    const { security } = order.fields.instrument;
    const { extendedHours } = order.fields;
    if (isSessionOpen(security, extendedHours, event.utcTimeMs)) {
      this.#work(order, event.utcTimeMs);
      return;
    }
    order.status = 'accepted';
    const { clock } = this.#parts;
    clock.at(nextOpenUtc(security, extendedHours, event.utcTimeMs), () => {
      if (order.status === 'accepted') this.#work(order, clock.utcNow());
    });
  }

  #work(order: SimulatedOrder, utcMs: number): void {
    order.status = 'new';
    this.#parts.updates.tell('new', order, utcMs);
  }

  #onFill(order: SimulatedOrder, event: OrderEvent): void {
    const { ids, updates, executions } = this.#parts;
    const { venueOrder, instrument } = order.fields;
    const { paidInQuantity } = event.orderFee;
    // A fee that was taken from what was bought is no part of the execution.
    const filled = event.exactFillQuantity.plus(paidInQuantity ?? Decimal.ZERO);
    const quantity = filled.abs();
    venueOrder.quantityFilled = venueOrder.quantityFilled.plus(filled);
    order.fill(quantity, event.exactFillPrice);
    const isComplete = event.status === OrderStatus.Filled;
    if (order.status !== 'pending_cancel' || isComplete) order.status = isComplete ? 'filled' : 'partially_filled';
    if (isComplete) {
      order.filledAt = stamp(event.utcTimeMs);
      order.freeze();
    }
    const id = ids.uuid('execution', event.executionId);
    executions.add({
      id,
      venueId: event.executionId,
      order,
      status: order.status,
      quantity,
      price: event.exactFillPrice,
      cumulativeQuantity: order.filledQuantity,
      leavesQuantity: order.leavesQuantity,
      timeMs: event.utcTimeMs,
    });
    updates.tell(isComplete ? 'fill' : 'partial_fill', order, event.utcTimeMs, {
      timestamp: stamp(event.utcTimeMs),
      execution_id: id,
      price: event.exactFillPrice.toString(),
      qty: quantity.toString(),
      position_qty: instrument.security.holdings.exactQuantity.toString(),
    });
  }

  #onCanceled(order: SimulatedOrder, event: OrderEvent): void {
    const { updates, rules } = this.#parts;
    const ended = this.#cancels.onCanceled(order, event.message === ORDER_EXPIRED);
    if (ended === 'rejected') {
      this.reject(order, event.utcTimeMs);
      return;
    }
    order.status = ended;
    if (ended === 'expired') order.expiredAt = stamp(event.utcTimeMs);
    else order.canceledAt = stamp(event.utcTimeMs);
    order.freeze();
    updates.tell(ended, order, event.utcTimeMs);
    if (rules.legsCancelTogether) this.#cancelRelated(order);
  }

  /** What is left of a bracket or a pair of which one leg was cancelled. */
  #cancelRelated(order: SimulatedOrder): void {
    const { parent, legs } = order;
    const isPair = order.fields.orderClass === 'oco';
    const related = isPair ? [...(parent === null ? [] : [parent]), ...legs] : (parent?.legs ?? []);
    for (const each of related) if (each !== order && !each.isClosed) this.#cancels.carryOut(each);
  }

  /** The order ends unfilled, as one that should not have been taken. */
  reject(order: SimulatedOrder, utcMs: number): void {
    order.status = 'rejected';
    order.failedAt = stamp(utcMs);
    order.freeze();
    this.#parts.updates.tell('rejected', order, utcMs);
  }
}
