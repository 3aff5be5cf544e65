import { OrderType } from '@lockstep/core';
import type { WireOrder } from '../../wire/order.ts';
import type { RequestPriority } from '../calls/request-budget.ts';
import type { TradingApi } from '../calls/trading-api.ts';
import { restClientOrderId } from './order-chain.ts';
import type { TrackedOrder } from './tracked-order.ts';

/** Replacements that are followed at most: a list without end is a defect of somebody's. */
const MOST_REPLACEMENTS = 1_000;
/** Classes of an order of its own. */
const SIMPLE: ReadonlySet<string> = new Set(['', 'simple']);

/** Who is told of what was read. */
export interface OrderReaderListener {
  /** Something was read of an order. */
  readonly onTaken: (tracked: TrackedOrder) => void;
  /** The legs of an order have become known. */
  readonly onLegs: () => void;
}

/** Asks Alpaca where an order stands, and gives it what comes back. */
export class OrderReader {
  readonly #api: TradingApi;
  readonly #listener: OrderReaderListener;

  constructor(api: TradingApi, listener: OrderReaderListener) {
    this.#api = api;
    this.#listener = listener;
  }

  /** Reads all of an order that may have changed; false when Alpaca has never seen it. */
  async read(tracked: TrackedOrder, priority: RequestPriority = 'read'): Promise<boolean> {
    const { chain } = tracked;
    if (chain.head === null && !(await this.#find(tracked, priority))) return false;
    const ids = new Set([...chain.orders.filter(({ hasEnded }) => !hasEnded).map(({ id }) => id), ...chain.unread]);
    for (const id of ids) this.take(tracked, await this.#api.getOrder(id, priority));
    await this.#follow(tracked, priority);
    await this.#findRest(tracked, priority);
    return true;
  }

  /** An order that filled for less than it was for may have been sent in two parts, by an earlier process. */
  async #findRest(tracked: TrackedOrder, priority: RequestPriority): Promise<void> {
    const { chain, order, clientOrderId, isByValue } = tracked;
    const isShort = chain.head?.status === 'filled' && chain.reported.lt(order.quantity.abs());
    if (!isShort || isByValue || chain.hasRest || !SIMPLE.has(chain.head.wire.order_class)) return;
    const rest = await this.#api.findOrder(restClientOrderId(clientOrderId), priority);
    if (rest !== null) this.take(tracked, rest);
  }

  /** Takes in an order as Alpaca tells it, with its legs where it shows them. */
  take(tracked: TrackedOrder, wire: WireOrder): void {
    this.takeLegs(tracked, wire.legs ?? []);
    tracked.see(wire);
    this.#listener.onTaken(tracked);
  }

  /** Gives the legs that Alpaca has made to the orders that they carry out. */
  takeLegs(parent: TrackedOrder, legs: readonly WireOrder[]): void {
    if (legs.length === 0 || parent.legs.length === 0) return;
    for (const wire of legs) {
      const isTarget = wire.type === 'limit';
      const leg =
        parent.legs.find(({ chain }) => chain.has(wire.id) || (wire.replaces !== null && chain.has(wire.replaces))) ??
        parent.legs.find(({ order }) => (order.type === OrderType.Limit) === isTarget);
      if (leg === undefined) continue;
      leg.see(wire);
      if (parent.isPair) leg.chain.wake(Date.parse(wire.submitted_at));
      this.#listener.onTaken(leg);
    }
    this.#listener.onLegs();
  }

  async #find(tracked: TrackedOrder, priority: RequestPriority): Promise<boolean> {
    const known = tracked.order.brokerId[0];
    if (known !== undefined) {
      this.take(tracked, await this.#api.getOrder(known, priority));
      return true;
    }
    if (tracked.parent !== null && (await this.#findAsLeg(tracked, tracked.parent, priority))) return true;
    const found = await this.#api.findOrder(tracked.clientOrderId, priority);
    if (found === null) return false;
    this.take(tracked, found);
    if (tracked.legs.length > 0) await this.readLegs(tracked, priority);
    return true;
  }

  async #findAsLeg({ chain }: TrackedOrder, parent: TrackedOrder, priority: RequestPriority): Promise<boolean> {
    const isThere = await this.read(parent, priority);
    if (isThere && chain.head === null) await this.readLegs(parent, priority);
    return chain.head !== null;
  }

  /** An order that is found by our id comes without its legs. */
  async readLegs(parent: TrackedOrder, priority: RequestPriority): Promise<void> {
    for (const { id } of parent.chain.orders) this.take(parent, await this.#api.getOrder(id, priority));
  }

  async #follow(tracked: TrackedOrder, priority: RequestPriority): Promise<void> {
    const { chain } = tracked;
    for (let count = 0; count < MOST_REPLACEMENTS; count += 1) {
      const next = chain.orders.map(({ wire }) => wire.replaced_by).find((id) => id !== null && !chain.has(id));
      if (next === undefined || next === null) return;
      this.take(tracked, await this.#api.getOrder(next, priority));
    }
  }
}
