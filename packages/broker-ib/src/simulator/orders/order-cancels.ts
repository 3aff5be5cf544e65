import { ORDER_EXPIRED } from '@lockstep/core';
import type { ClientSession } from '../sessions/client-session.ts';
import type { DeskParts } from './desk-parts.ts';
import type { SimulatedOrder } from './simulated-order.ts';

/** Takes orders back. */
export class OrderCancels {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** A client wants an order of its own back. */
  request(session: ClientSession, orderId: number): void {
    const { orders, habits } = this.#parts;
    const order = orders.of(session.clientId ?? 0, orderId);
    if (order === undefined) {
      session.tellError(orderId, 10_147, `OrderId ${orderId} that needs to be cancelled is not found.`);
      return;
    }
    if (order.isDone) {
      if (order.status === 'Inactive' && !habits.answersCancelOfInactive) return;
      session.tellError(orderId, 10_148, tooLate(order));
      return;
    }
    if (order.isCancelling) {
      const text = `Cancel attempted when order is not in a cancellable state.  Order permId =${order.permId}`;
      session.tellError(orderId, 161, text);
      return;
    }
    this.begin(order);
  }

  /** Everybody's orders are taken back. */
  requestAll(): void {
    for (const order of this.#parts.orders.open()) if (!order.isDone && !order.isCancelling) this.begin(order);
  }

  /** Begins to cancel an order; how long that takes is scripted. */
  begin(order: SimulatedOrder): void {
    const { faults, habits, teller, clock } = this.#parts;
    order.isCancelling = true;
    const delayMs = faults.cancelDelays.shift() ?? 0;
    if (habits.tellsPendingCancel || delayMs > 0) {
      order.status = 'PendingCancel';
      teller.tellStatus(order);
    }
    if (delayMs === 0) this.carryOut(order);
    else clock.at(clock.utcNow() + delayMs, () => this.carryOut(order));
  }

  carryOut(order: SimulatedOrder): void {
    const { venue, teller } = this.#parts;
    if (order.isDone) {
      teller.tellError(order, 10_148, tooLate(order));
      return;
    }
    const isAtVenue = order.stage === 'live' || (order.stage === 'attached' && order.isKeptByVenue);
    if (!isAtVenue) {
      this.onCanceled(order, '');
      return;
    }
    venue.cancelOrder(order.venueOrder);
    venue.scan();
  }

  /** The venue has cancelled an order, or it never got there. @param reason the venue's */
  onCanceled(order: SimulatedOrder, reason: string): void {
    const { teller, clock, orders } = this.#parts;
    if (order.isDone) return;
    order.stage = 'done';
    order.status = 'Cancelled';
    order.whyHeld = '';
    order.isCancelling = false;
    order.completedMs = clock.utcNow();
    order.completedText = reason === ORDER_EXPIRED ? 'Cancelled by System: order has expired' : 'Cancelled by Trader';
    orders.assignPermId(order);
    teller.tellStatus(order);
    teller.tellError(order, 202, 'Order Canceled - reason:');
    this.cancelChildren(order);
  }

  /** What waits for an order does not come to be. */
  cancelChildren({ children }: SimulatedOrder): void {
    for (const child of children) {
      if (child.stage === 'draft' || (child.stage === 'attached' && !child.isKeptByVenue)) this.onCanceled(child, '');
    }
  }

  /** The venue does not take a cancel: the order is over. */
  onRefused(order: SimulatedOrder): void {
    order.isCancelling = false;
    this.#parts.teller.tellError(order, 10_148, tooLate(order));
  }
}

function tooLate({ orderId, status }: SimulatedOrder): string {
  return `OrderId ${orderId} that needs to be cancelled cannot be cancelled, state: ${status}.`;
}
