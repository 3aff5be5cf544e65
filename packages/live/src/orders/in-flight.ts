import type { Clock, Order, OrderHandover, Timer } from '@lockstep/core';
import type { OrderRequestKind } from '../store/journal-record.ts';

/** A request that was sent and not answered yet. */
export interface InFlight {
  readonly order: Order;
  readonly request: OrderRequestKind;
  /** To send an order again that never arrived; null for updates and cancels. */
  readonly handover: OrderHandover | null;
  /** How often it was sent. */
  attempts: number;
  /** How often the broker was asked and did not know the order. */
  misses: number;
}

/** Who is told of requests. */
export interface InFlightObserver {
  /** The answer does not come. */
  readonly onOverdue: (request: InFlight) => void;
  /** It is known what came of a change of an order. */
  readonly onUpdateSettled: (orderId: number) => void;
}

/** Requests that wait for an answer, each with a deadline, after which the broker is asked. */
export class InFlightRequests {
  readonly #clock: Clock;
  readonly #deadlineMs: number;
  readonly #observer: InFlightObserver;
  readonly #waiting = new Map<string, { readonly request: InFlight; timer: Timer }>();

  constructor(clock: Clock, deadlineMs: number, observer: InFlightObserver) {
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
    this.#observer = observer;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Whether a request of an order waits for its answer. */
  has(orderId: number, request?: OrderRequestKind): boolean {
    if (request !== undefined) return this.#waiting.has(keyOf(orderId, request));
    return this.has(orderId, 'place') || this.has(orderId, 'update') || this.has(orderId, 'cancel');
  }

  /** Whether an order was sent more than once, and waits for its answer. */
  wasRepeated(orderId: number): boolean {
    return (this.#waiting.get(keyOf(orderId, 'place'))?.request.attempts ?? 0) > 1;
  }

  begin(order: Order, request: OrderRequestKind, handover: OrderHandover | null): void {
    this.#set({ order, request, handover, attempts: 1, misses: 0 }, this.#deadlineMs);
  }

  /** Gives a request more time, ms. */
  extend(request: InFlight, ms: number): void {
    this.#set(request, ms);
  }

  /** The answer has come. */
  settle(orderId: number, request: OrderRequestKind): void {
    const key = keyOf(orderId, request);
    this.#waiting.get(key)?.timer.cancel();
    if (this.#waiting.delete(key) && request === 'update') this.#observer.onUpdateSettled(orderId);
  }

  /** Nothing more is to come of an order that has ended. */
  settleAll(orderId: number): void {
    for (const request of ['place', 'update', 'cancel'] as const) this.settle(orderId, request);
  }

  /** The broker said itself that it does not know: it is asked soon. */
  hasten(orderId: number, request: OrderRequestKind, ms: number): void {
    const waiting = this.#waiting.get(keyOf(orderId, request));
    if (waiting !== undefined) this.#set(waiting.request, ms);
  }

  close(): void {
    for (const { timer } of this.#waiting.values()) timer.cancel();
    this.#waiting.clear();
  }

  #set(request: InFlight, ms: number): void {
    const key = keyOf(request.order.id, request.request);
    this.#waiting.get(key)?.timer.cancel();
    const timer = this.#clock.at(this.#clock.utcNow() + ms, () => this.#observer.onOverdue(request));
    this.#waiting.set(key, { request, timer });
  }
}

function keyOf(orderId: number, request: OrderRequestKind): string {
  return `${request} ${orderId}`;
}
