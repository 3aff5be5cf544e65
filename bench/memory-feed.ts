import {
  type DataBatch,
  type DataFeed,
  ExactPrices,
  type HistoryProvider,
  type SubscriptionRequest,
  type SubscriptionSource,
  TickType,
  TradeBarBatch,
} from '@lockstep/core';
import type { Bars } from './bench-data.ts';

/** Trade bars held in memory, by ticker. Quotes have no data. */
export class MemoryFeed implements DataFeed, HistoryProvider {
  readonly #bars: ReadonlyMap<string, Bars>;

  constructor(bars: ReadonlyMap<string, Bars>) {
    this.#bars = bars;
  }

  subscribe(request: SubscriptionRequest): SubscriptionSource {
    const batches = [...this.getHistory(request)];
    return { next: () => batches.shift() ?? null, close: () => {} };
  }

  getHistory({ config }: SubscriptionRequest): readonly DataBatch[] {
    const bars = this.#bars.get(config.symbol.value);
    if (bars === undefined || config.tickType !== TickType.Trade || config.isInternal) return [];
    const prices = [bars.open, bars.high, bars.low, bars.close];
    const exact = new ExactPrices(prices, 2);
    return [new TradeBarBatch({ ...bars, length: bars.time.length, exact })];
  }
}
