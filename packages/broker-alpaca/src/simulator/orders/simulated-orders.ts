import type { SimulatedOrder } from './simulated-order.ts';

/** The orders of an account by each of the names they go by. */
export class SimulatedOrders {
  readonly #all: SimulatedOrder[] = [];
  readonly #byId = new Map<string, SimulatedOrder>();
  readonly #byClientOrderId = new Map<string, SimulatedOrder>();
  /** By the number of the venue's order: the latest of its chain. */
  readonly #current = new Map<number, SimulatedOrder>();

  add(order: SimulatedOrder): void {
    this.#all.push(order);
    this.#byId.set(order.id, order);
    this.#byClientOrderId.set(order.fields.clientOrderId, order);
    for (const leg of order.legs) this.add(leg);
  }

  /** Events of the venue's order are about this one from now on. */
  setCurrent(order: SimulatedOrder): void {
    this.#current.set(order.fields.venueOrder.id, order);
  }

  get(id: string): SimulatedOrder | undefined {
    return this.#byId.get(id);
  }

  withClientOrderId(id: string): SimulatedOrder | undefined {
    return this.#byClientOrderId.get(id);
  }

  withVenueNumber(id: number): SimulatedOrder | undefined {
    return this.#current.get(id);
  }

  /** Oldest first. */
  get all(): readonly SimulatedOrder[] {
    return this.#all;
  }

  open(): SimulatedOrder[] {
    return this.#all.filter((order) => !order.isClosed);
  }
}
