import type { SimulatedOrder } from './simulated-order.ts';

/** Permanent ids look like IB's. */
const FIRST_PERM_ID = 1_000_000_001;

/** The orders of the account by each of the names they go by. */
export class SimulatedOrders {
  /** Orders made by hand get an id of client 0 as they come. */
  bindsManual = false;
  #permIds = FIRST_PERM_ID;
  /** What ended before is no longer told; epoch ms UTC. */
  #completedFrom = Number.NEGATIVE_INFINITY;
  readonly #all: SimulatedOrder[] = [];
  readonly #byVenueId = new Map<number, SimulatedOrder>();

  get all(): readonly SimulatedOrder[] {
    return this.#all;
  }

  add(order: SimulatedOrder): void {
    this.#all.push(order);
    this.#byVenueId.set(order.venueOrder.id, order);
  }

  /** Gives an order its permanent id, unless it has one. */
  assignPermId(order: SimulatedOrder): void {
    if (order.permId !== 0) return;
    order.permId = this.#permIds;
    this.#permIds += 1;
  }

  /** TWS forgets an order, as if it had never been. */
  remove(order: SimulatedOrder): void {
    this.#all.splice(this.#all.indexOf(order), 1);
    this.#byVenueId.delete(order.venueOrder.id);
  }

  /** The order a client means. Where an id was given twice, the later one. */
  of(clientId: number, orderId: number): SimulatedOrder | undefined {
    return this.#all.findLast((order) => order.clientId === clientId && order.orderId === orderId);
  }

  withVenueId(id: number): SimulatedOrder | undefined {
    return this.#byVenueId.get(id);
  }

  withPermId(permId: number): SimulatedOrder | undefined {
    return this.#all.find((order) => order.permId === permId);
  }

  withRef(orderRef: string): SimulatedOrder | undefined {
    return this.#all.findLast(({ terms }) => terms.orderRef === orderRef);
  }

  /** Orders that are over, of today as TWS counts it, latest first. */
  completed(): SimulatedOrder[] {
    return this.#all.filter(({ isDone, completedMs }) => isDone && completedMs >= this.#completedFrom).toReversed();
  }

  /** TWS forgets what was over before an instant, epoch ms UTC. */
  forgetCompletedBefore(utcMs: number): void {
    this.#completedFrom = utcMs;
  }

  /** Orders that were not transmitted are gone, as if they had never been. */
  dropDrafts(): void {
    for (const order of this.#all) {
      if (order.stage !== 'draft') continue;
      order.stage = 'done';
      order.status = 'Cancelled';
      order.completedMs = Number.NEGATIVE_INFINITY;
    }
  }

  /** Orders that are not over. */
  open(): SimulatedOrder[] {
    return this.#all.filter(({ isDone }) => !isDone);
  }
}
