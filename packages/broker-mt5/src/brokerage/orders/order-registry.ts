import type { Order, OrderHandover } from '@lockstep/core';
import { type OrderTelling, TrackedOrder } from './tracked-order.ts';

/** The orders that were handed over, by each of the names they go by. */
export class OrderRegistry {
  readonly #telling: OrderTelling;
  readonly #byId = new Map<number, TrackedOrder>();
  readonly #byClientOrderId = new Map<string, TrackedOrder>();
  readonly #byTicket = new Map<string, TrackedOrder>();
  readonly #open = new Set<TrackedOrder>();
  /** Entries that were handed over with children. */
  readonly #bracketed = new Set<TrackedOrder>();

  constructor(telling: Omit<OrderTelling, 'onIdentified'>) {
    this.#telling = { ...telling, onIdentified: (tracked, ticket) => this.#byTicket.set(ticket, tracked) };
  }

  track(handover: OrderHandover): TrackedOrder {
    const tracked = this.#track(handover);
    if (tracked.parent !== null) tracked.isPlacedAlone = true;
    if (!tracked.isClosed) this.#open.add(tracked);
    if (handover.children.length > 0) {
      tracked.children = handover.children.map((child) => this.#track(child));
      for (const child of tracked.children) child.parent = tracked;
      this.#bracketed.add(tracked);
    }
    return tracked;
  }

  #track(handover: OrderHandover): TrackedOrder {
    const { order, clientOrderId } = handover;
    const known = this.#byClientOrderId.get(clientOrderId);
    known?.meet(order);
    const tracked = known ?? new TrackedOrder(handover, this.#telling);
    this.#byClientOrderId.set(clientOrderId, tracked);
    this.#byId.set(order.id, tracked);
    for (const ticket of tracked.tickets) this.#byTicket.set(ticket, tracked);
    return tracked;
  }

  /** The order that somebody means: by our number, or by a ticket. */
  find(order: Order): TrackedOrder | null {
    const known = this.#byId.get(order.id) ?? order.brokerId.map((id) => this.#byTicket.get(id)).find(Boolean) ?? null;
    known?.meet(order);
    return known;
  }

  withClientOrderId(clientOrderId: string): TrackedOrder | null {
    return this.#byClientOrderId.get(clientOrderId) ?? null;
  }

  withTicket(ticket: string): TrackedOrder | null {
    return this.#byTicket.get(ticket) ?? null;
  }

  /** Orders of which something may still come. */
  open(): TrackedOrder[] {
    for (const tracked of this.#open) if (tracked.isClosed) this.#open.delete(tracked);
    return [...this.#open];
  }

  /** Entries of which a child may still bring something. */
  bracketed(): TrackedOrder[] {
    for (const entry of this.#bracketed)
      if (entry.children.every(({ isClosed }) => isClosed)) this.#bracketed.delete(entry);
    return [...this.#bracketed];
  }
}
