import type { WireFillActivity } from '../../wire/account.ts';
import type { WireOrder } from '../../wire/order.ts';
import type { TradingApi } from '../calls/trading-api.ts';
import type { ExternalOrders } from '../orders/external-orders.ts';
import { listAllOrders } from '../orders/order-listing.ts';
import type { OrderReader } from '../orders/order-reader.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import { executionOf } from '../orders/wire-values.ts';

/** What catching up works with. */
export interface GapRecoveryOptions {
  readonly api: TradingApi;
  readonly registry: OrderRegistry;
  readonly reader: OrderReader;
  readonly external: ExternalOrders;
}

/** What happened shortly before the last thing that was heard may not have been told: order is not kept on the way. */
const MARGIN_MS = 5 * 60_000;

/** Finds out what was not told while the stream was away: it repeats nothing. */
export class GapRecovery {
  readonly #options: GapRecoveryOptions;

  constructor(options: GapRecoveryOptions) {
    this.#options = options;
  }

  /**
   * Brings all orders up to date, and tells of those of others.
   *
   * @param sinceMs when something was heard last, epoch ms UTC
   * @throws CallFailure when Alpaca does not answer in full
   */
  async run(sinceMs: number): Promise<void> {
    const { api, registry, reader } = this.#options;
    const after = new Date(sinceMs - MARGIN_MS);
    const listed = await listAllOrders(api, { status: 'all', after: after.toISOString() });
    const strangers = new Map<string, WireOrder>();
    const seen = new Set<string>();
    for (const wire of listed) {
      seen.add(wire.id);
      const tracked = registry.behind(wire);
      if (tracked === null) strangers.set(wire.id, wire);
      else reader.take(tracked, wire);
    }
    for (const tracked of registry.open()) {
      const { head } = tracked.chain;
      const isKnown = head !== null && seen.has(head.id) && tracked.chain.unread.length === 0;
      if (!isKnown && !tracked.isPlacing) await reader.read(tracked);
    }
    // Legs are known once their entries were read.
    for (const [id, wire] of strangers) {
      const tracked = registry.behind(wire);
      if (tracked === null) continue;
      strangers.delete(id);
      reader.take(tracked, wire);
    }
    this.#take(await api.listFills(after), strangers);
    for (const wire of strangers.values()) this.#options.external.see(wire);
  }

  #take(fills: readonly WireFillActivity[], strangers: ReadonlyMap<string, WireOrder>): void {
    const { registry, external } = this.#options;
    for (const fill of fills) {
      const execution = executionOf(fill);
      if (execution === null) continue;
      const stranger = strangers.get(fill.order_id);
      if (stranger === undefined) registry.withBrokerId(fill.order_id)?.chain.execute(fill.order_id, execution);
      else external.execute(stranger, execution);
    }
  }
}
