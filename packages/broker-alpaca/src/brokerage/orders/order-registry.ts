import { type Order, type OrderHandover, OrderType } from '@lockstep/core';
import type { WireOrder } from '../../wire/order.ts';
import { ownClientOrderId } from './order-chain.ts';
import { type OrderTelling, TrackedOrder } from './tracked-order.ts';

/** The orders that were handed over, by each of the names they go by. */
export class OrderRegistry {
  readonly #telling: OrderTelling;
  readonly #byId = new Map<number, TrackedOrder>();
  readonly #byClientOrderId = new Map<string, TrackedOrder>();
  readonly #byBrokerId = new Map<string, TrackedOrder>();

  constructor(telling: Omit<OrderTelling, 'onIdentified'>) {
    this.#telling = {
      ...telling,
      onIdentified: (tracked, brokerId) => this.#byBrokerId.set(brokerId, tracked),
    };
  }

  /** The order of a handover, with its legs: those that Alpaca makes when this one is placed. */
  track(handover: OrderHandover): TrackedOrder {
    const tracked = this.#track(handover);
    const legs = handover.children.map((child) => this.#track(child));
    const { sibling } = handover;
    if (sibling !== undefined) {
      const other = this.#track(sibling);
      const isTarget = tracked.order.type === OrderType.Limit;
      this.#link(isTarget ? tracked : other, [isTarget ? other : tracked]);
      (isTarget ? tracked : other).isPair = true;
    } else if (legs.length > 0) this.#link(tracked, legs);
    return tracked;
  }

  #link(parent: TrackedOrder, legs: readonly TrackedOrder[]): void {
    parent.legs = legs;
    for (const leg of legs) leg.parent = parent;
  }

  #track(handover: OrderHandover): TrackedOrder {
    const { order, clientOrderId } = handover;
    const known = this.#byClientOrderId.get(clientOrderId);
    known?.meet(order);
    const tracked = known ?? new TrackedOrder(handover, this.#telling);
    this.#byClientOrderId.set(clientOrderId, tracked);
    this.#byId.set(order.id, tracked);
    for (const brokerId of order.brokerId) this.#byBrokerId.set(brokerId, tracked);
    return tracked;
  }

  get(order: Order): TrackedOrder | null {
    return this.#byId.get(order.id) ?? null;
  }

  withClientOrderId(clientOrderId: string): TrackedOrder | null {
    return this.#byClientOrderId.get(clientOrderId) ?? null;
  }

  withBrokerId(brokerId: string): TrackedOrder | null {
    return this.#byBrokerId.get(brokerId) ?? null;
  }

  /** The order that one of Alpaca's carries out; null for those of others. */
  behind(wire: WireOrder): TrackedOrder | null {
    const byName = this.withClientOrderId(ownClientOrderId(wire.client_order_id));
    if (byName !== null) return byName;
    return this.withBrokerId(wire.id) ?? (wire.replaces === null ? null : this.withBrokerId(wire.replaces));
  }

  /** Orders of which something may still come. */
  open(): TrackedOrder[] {
    return [...this.#byClientOrderId.values()].filter(({ isClosed, chain }) => !isClosed && !chain.isOver);
  }

  all(): Iterable<TrackedOrder> {
    return this.#byClientOrderId.values();
  }

  /** Legs in a symbol exist, or will, of which the ids are not known. */
  hasNamelessLegs(symbol: string): boolean {
    return this.open().some(
      ({ order, parent, chain }) => order.symbol.value === symbol && parent?.isPlacing === true && chain.head === null,
    );
  }
}
