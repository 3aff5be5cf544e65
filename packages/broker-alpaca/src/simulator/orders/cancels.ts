import type { Timer } from '@lockstep/core';
import type { WireOrderStatus } from '../../wire/order.ts';
import { type Refusal, unprocessable } from '../http/reply.ts';
import type { DeskParts } from './desk-parts.ts';
import type { SimulatedOrder } from './simulated-order.ts';

/** How an order ends that did not fill. */
export type OrderEnding = 'canceled' | 'expired' | 'rejected';

/** Cancels orders: on request, together with their siblings, or because their time is over. */
export class Cancels {
  readonly #parts: DeskParts;
  /** Orders that are being cancelled, with the status from before. */
  readonly #pending = new Map<SimulatedOrder, WireOrderStatus>();
  /** How orders end that are cancelled at the venue for another reason than a cancel. */
  readonly #endings = new Map<SimulatedOrder, OrderEnding>();
  readonly #timers = new Set<Timer>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Takes a cancel: null when it was taken. What becomes of it is told later. */
  request(order: SimulatedOrder): Refusal | null {
    const { faults, updates, clock } = this.#parts;
    if (order.isClosed) return unprocessable(`order is already in "${order.status}" state`);
    if (this.#pending.has(order)) return null;
    this.#pending.set(order, order.status);
    order.status = 'pending_cancel';
    updates.tell('pending_cancel', order, clock.utcNow());
    const { outcome, delayMs } = faults.next(faults.cancels);
    if (outcome === 'stuck') return null;
    const act = (): void => (outcome === 'done' ? this.carryOut(order) : this.reject(order));
    if (delayMs > 0) this.#later(clock.utcNow() + delayMs, act);
    else act();
    return null;
  }

  /** Has the venue cancel it, if it is not too late. */
  carryOut(order: SimulatedOrder): void {
    const { venue } = this.#parts;
    if (order.isClosed) {
      this.reject(order);
      return;
    }
    venue.cancelOrder(order.fields.venueOrder);
    venue.scan();
  }

  /** Lets all cancels that are stuck go on. */
  release(): void {
    for (const order of Array.from(this.#pending.keys())) this.carryOut(order);
  }

  /** The order goes on as it was. */
  reject(order: SimulatedOrder): void {
    const { updates, clock } = this.#parts;
    const before = this.#pending.get(order);
    this.#pending.delete(order);
    if (before !== undefined && !order.isClosed) order.status = before;
    updates.tell('order_cancel_rejected', order, clock.utcNow());
  }

  /** The venue has cancelled it. Says how it ended. */
  onCanceled(order: SimulatedOrder, hasExpired: boolean): OrderEnding {
    this.#pending.delete(order);
    const ending = this.#endings.get(order) ?? (hasExpired ? 'expired' : 'canceled');
    this.#endings.delete(order);
    return ending;
  }

  /** Ends what is good until cancelled when its time is over, where that rule counts. */
  expireInTime(order: SimulatedOrder): void {
    if (!this.#parts.rules.gtcExpiry || order.fields.timeInForce !== 'gtc') return;
    this.#later(Date.parse(order.fields.expiresAt), () => this.end(order, 'expired'));
  }

  /** The exchange ends an order. */
  end(order: SimulatedOrder, ending: OrderEnding): void {
    if (order.isClosed) return;
    this.#endings.set(order, ending);
    this.carryOut(order);
  }

  #later(utcMs: number, act: () => void): void {
    const timer = this.#parts.clock.at(utcMs, () => {
      this.#timers.delete(timer);
      act();
    });
    this.#timers.add(timer);
  }

  stop(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }
}
