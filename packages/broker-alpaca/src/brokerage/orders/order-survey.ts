import { type BrokerageInbox, type Clock, OrderType, type Timer } from '@lockstep/core';
import type { TradingApi } from '../calls/trading-api.ts';
import { listAllOrders } from './order-listing.ts';
import type { OrderReader } from './order-reader.ts';
import type { OrderRegistry } from './order-registry.ts';
import type { TrackedOrder } from './tracked-order.ts';

/** What surveying works with. */
export interface OrderSurveyOptions {
  readonly api: TradingApi;
  readonly registry: OrderRegistry;
  readonly reader: OrderReader;
  readonly clock: Clock;
  readonly inbox: () => BrokerageInbox | null;
  /** When the stream told of something last, epoch ms UTC. */
  readonly lastHeardMs: () => number;
  /** The stream did not tell of what has happened. */
  readonly onDeaf: (what: string) => void;
}

const EVERY_MS = 30_000;
/** Silence after which the stream is doubted, ms. */
const SILENT_MS = 60_000;
/** What happened longer ago than this should have been told of, ms. */
const TOLD_WITHIN_MS = 10_000;

/**
 * Looks at all open orders now and then: how far trailing stops have come, which no stream tells, and whether a stream that
 * says nothing is only quiet.
 */
export class OrderSurvey {
  readonly #options: OrderSurveyOptions;
  #timer: Timer | null = null;
  #isOpen = false;

  constructor(options: OrderSurveyOptions) {
    this.#options = options;
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#later();
  }

  close(): void {
    this.#isOpen = false;
    this.#timer?.cancel();
    this.#timer = null;
  }

  #later(): void {
    const { clock } = this.#options;
    this.#timer = clock.at(clock.utcNow() + EVERY_MS, () => {
      // What could not be asked is asked again next time.
      void this.#look()
        .catch(() => undefined)
        .finally(() => {
          if (this.#isOpen) this.#later();
        });
    });
  }

  async #look(): Promise<void> {
    const { api, registry, reader, clock, lastHeardMs } = this.#options;
    const open = registry.open().filter(({ chain }) => chain.head !== null);
    const isSilent = clock.utcNow() - lastHeardMs() >= SILENT_MS;
    const hasTrailing = open.some(({ order }) => order.type === OrderType.TrailingStop);
    if (open.length === 0 || (!isSilent && !hasTrailing)) return;
    const before = new Map(open.map((tracked) => [tracked, stateOf(tracked)]));
    const seen = new Set<string>();
    for (const wire of await listAllOrders(api, { status: 'open' })) {
      seen.add(wire.id);
      const tracked = registry.behind(wire);
      if (tracked !== null) reader.take(tracked, wire);
    }
    for (const tracked of open)
      if (!seen.has(tracked.chain.head?.id ?? '') && !tracked.isClosed) await reader.read(tracked);
    for (const [tracked, state] of before) if (stateOf(tracked) !== state) this.#doubt(tracked);
  }

  #doubt(tracked: TrackedOrder): void {
    const { clock, lastHeardMs, onDeaf } = this.#options;
    const changedMs = Date.parse(tracked.chain.head?.wire.updated_at ?? '');
    const isLate = clock.utcNow() - changedMs >= TOLD_WITHIN_MS && lastHeardMs() < changedMs;
    if (isLate) onDeaf(`it did not tell that order ${tracked.id} is ${tracked.chain.head?.status ?? 'gone'}`);
  }
}

function stateOf({ chain }: TrackedOrder): string {
  return `${chain.head?.id} ${chain.head?.status} ${chain.reported}`;
}
