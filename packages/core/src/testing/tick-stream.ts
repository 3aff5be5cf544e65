import {
  type DataFeed,
  type FeedListener,
  type HistoryProvider,
  type SubscriptionRequest,
  type SubscriptionSource,
} from '../data/data-feed.ts';
import { PushSource } from '../data/push-source.ts';
import { type BarBatch, DataKind, TickBatch } from '../market/data-batch.ts';
import { ExactPrices } from '../market/exact-prices.ts';
import { TickType } from '../market/tick-type.ts';
import type { Clock } from '../time/clock.ts';
import type { Resolution } from '../time/resolution.ts';

/** Where in a bar its open, high, low and close are traded. */
const PLACES = [0, 0.3, 0.6, 0.999] as const;

/** How a stream behaves; all changeable while it runs. */
export interface TickStreamOptions {
  readonly clock: Clock;
  /** The bars that ticks are made of, which answer at once. */
  readonly bars: HistoryProvider;
  readonly resolution: Resolution;
  /** Last instant of which there are ticks, epoch ms UTC. */
  readonly untilUtc: number;
  /** How much later than it happened a tick arrives, ms. @defaultValue none */
  readonly delayOf?: (timeMs: number) => number;
}

/**
 * A live stream of ticks for tests: every bar is traded, or quoted, at its open, high, low and close, and each tick is
 * pushed when a clock has come to it. It gives no past, and what passes while it is down is lost.
 */
export class TickStream implements DataFeed {
  readonly #options: TickStreamOptions;
  #listener: FeedListener | null = null;
  #isDown = false;

  constructor(options: TickStreamOptions) {
    this.#options = options;
  }

  connect(listener: FeedListener): void {
    this.#listener = listener;
  }

  /** The connection is lost for a while, ms. @param unnoticedMs how long it has been dead before that is noticed */
  drop(ms: number, unnoticedMs = 0): void {
    const { clock } = this.#options;
    const now = clock.utcNow();
    this.#isDown = true;
    clock.at(now + unnoticedMs, () => {
      this.#listener?.status({ kind: 'disconnected', reason: 'the line broke', expected: false });
    });
    clock.at(now + unnoticedMs + ms, () => {
      this.#isDown = false;
      this.#listener?.status({ kind: 'reconnected' });
    });
  }

  subscribe({ config }: SubscriptionRequest): SubscriptionSource {
    const { clock, bars, resolution, untilUtc, delayOf = () => 0 } = this.#options;
    const source = new PushSource(null, () => undefined);
    const startUtc = clock.utcNow();
    const request = { config: config.unfilled(resolution), startUtc, endUtc: untilUtc, auxiliaryEvents: false };
    const batches = bars.getHistory(request);
    if (batches instanceof Promise) throw new TypeError('The bars of a tick stream have to answer at once.');
    for (const batch of batches) {
      if (batch.kind !== DataKind.TradeBar && batch.kind !== DataKind.QuoteBar) continue;
      for (const tick of ticksOf(batch)) {
        const timeMs = tick.time[0]!;
        if (timeMs < startUtc) continue;
        clock.at(timeMs + delayOf(timeMs), () => {
          if (this.#isDown) return;
          source.push(tick);
          this.#listener?.arrived();
        });
      }
    }
    return source;
  }
}

/** Four ticks for each bar, each a batch of its own. */
export function ticksOf(bars: BarBatch): TickBatch[] {
  const ticks: TickBatch[] = [];
  for (let row = 0; row < bars.length; row += 1) {
    const lengthMs = bars.endTime[row]! - bars.time[row]!;
    for (const [field, place] of PLACES.entries()) {
      const timeMs = Math.floor(bars.time[row]! + place * lengthMs);
      ticks.push(
        bars.kind === DataKind.TradeBar ? tradeOf(bars, row, field, timeMs) : quoteOf(bars, row, field, timeMs),
      );
    }
  }
  return ticks;
}

type TradeBars = Extract<BarBatch, { kind: typeof DataKind.TradeBar }>;
type QuoteBars = Extract<BarBatch, { kind: typeof DataKind.QuoteBar }>;

function tradeOf(bars: TradeBars, row: number, field: number, timeMs: number): TickBatch {
  const price = Float64Array.of([bars.open, bars.high, bars.low, bars.close][field]![row]!);
  return new TickBatch({
    ...NO_QUOTE,
    ...ONE_TICK,
    tickType: TickType.Trade,
    time: Float64Array.of(timeMs),
    value: price,
    quantity: Float64Array.of(bars.volume[row]! / PLACES.length),
    exact: new ExactPrices([price], -1),
  });
}

function quoteOf(bars: QuoteBars, row: number, field: number, timeMs: number): TickBatch {
  const bid = Float64Array.of([bars.bidOpen, bars.bidHigh, bars.bidLow, bars.bidClose][field]![row]!);
  const ask = Float64Array.of([bars.askOpen, bars.askHigh, bars.askLow, bars.askClose][field]![row]!);
  return new TickBatch({
    ...ONE_TICK,
    tickType: TickType.Quote,
    time: Float64Array.of(timeMs),
    value: Float64Array.of((bid[0]! + ask[0]!) / 2),
    quantity: new Float64Array(0),
    bidPrice: bid,
    bidSize: Float64Array.of(bars.bidSize[row]!),
    askPrice: ask,
    askSize: Float64Array.of(bars.askSize[row]!),
    exact: new ExactPrices([bid, ask], -1),
  });
}

const ONE_TICK = {
  exchange: new Uint8Array(1),
  exchanges: [''],
  saleCondition: new Uint32Array(1),
  suspicious: new Uint8Array(1),
} as const;

const NO_QUOTE = {
  bidPrice: new Float64Array(0),
  bidSize: new Float64Array(0),
  askPrice: new Float64Array(0),
  askSize: new Float64Array(0),
} as const;
