import { OrderType } from '@lockstep/core';
import type { WireOrder } from '../wire/order.ts';
import type { RequestPriority } from './request-budget.ts';
import type { TrackedOrder } from './tracked-order.ts';
import type { TradingApi } from './trading-api.ts';

/** Replacements that are followed at most: a list without end is a defect of somebody's. */
const MOST_REPLACEMENTS = 1_000;

/** Asks Alpaca where an order stands, and gives it what comes back. */
export class OrderReader {
  readonly #api: TradingApi;
  /** Told after the legs of an order have become known. */
  readonly #onLegs: () => void;

  constructor(api: TradingApi, onLegs: () => void) {
    this.#api = api;
    this.#onLegs = onLegs;
  }

  /** Reads all of an order that may have changed; false when Alpaca has never seen it. */
  async read(tracked: TrackedOrder, priority: RequestPriority = 'read'): Promise<boolean> {
    const { chain } = tracked;
    if (chain.head === null && !(await this.#find(tracked, priority))) return false;
    const ids = new Set([...chain.orders.filter(({ hasEnded }) => !hasEnded).map(({ id }) => id), ...chain.unread]);
    for (const id of ids) this.take(tracked, await this.#api.getOrder(id, priority));
    await this.#follow(tracked, priority);
    return true;
  }

  /** Takes in an order as Alpaca tells it, with its legs where it shows them. */
  take(tracked: TrackedOrder, wire: WireOrder): void {
    this.takeLegs(tracked, wire.legs ?? []);
    tracked.chain.see(wire);
  }

  /** Gives the legs that Alpaca has made to the orders that they carry out. */
  takeLegs(parent: TrackedOrder, legs: readonly WireOrder[]): void {
    if (legs.length === 0 || parent.legs.length === 0) return;
    for (const wire of legs) {
      const isTarget = wire.type === 'limit';
      const leg =
        parent.legs.find(({ chain }) => chain.has(wire.id) || (wire.replaces !== null && chain.has(wire.replaces))) ??
        parent.legs.find(({ order }) => (order.type === OrderType.Limit) === isTarget);
      leg?.chain.see(wire);
      if (parent.isPair) leg?.chain.wake(Date.parse(wire.submitted_at));
    }
    this.#onLegs();
  }

  async #find(tracked: TrackedOrder, priority: RequestPriority): Promise<boolean> {
    const known = tracked.order.brokerId[0];
    if (known !== undefined) {
      this.take(tracked, await this.#api.getOrder(known, priority));
      return true;
    }
    if (tracked.parent !== null) {
      const isThere = await this.read(tracked.parent, priority);
      if (isThere && tracked.chain.head === null) await this.readLegs(tracked.parent, priority);
      return tracked.chain.head !== null;
    }
    const found = await this.#api.findOrder(tracked.clientOrderId, priority);
    if (found === null) return false;
    this.take(tracked, found);
    if (tracked.legs.length > 0) await this.readLegs(tracked, priority);
    return true;
  }

  /** An order that is found by our id comes without its legs. */
  async readLegs(parent: TrackedOrder, priority: RequestPriority): Promise<void> {
    for (const { id } of parent.chain.orders) this.take(parent, await this.#api.getOrder(id, priority));
  }

  async #follow({ chain }: TrackedOrder, priority: RequestPriority): Promise<void> {
    for (let count = 0; count < MOST_REPLACEMENTS; count += 1) {
      const next = chain.orders.map(({ wire }) => wire.replaced_by).find((id) => id !== null && !chain.has(id));
      if (next === undefined || next === null) return;
      chain.see(await this.#api.getOrder(next, priority));
    }
  }
}
