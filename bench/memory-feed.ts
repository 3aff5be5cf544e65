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

const PRICE_DECIMALS = 2;

/**
 * Trade bars held in memory, by ticker. Quotes have no data. The bars may be played several times, one after another,
 * the last time at their own dates.
 */
export class MemoryFeed implements DataFeed, HistoryProvider {
  readonly #bars: ReadonlyMap<string, Bars>;
  readonly #rounds: number;

  constructor(bars: ReadonlyMap<string, Bars>, rounds = 1) {
    this.#bars = bars;
    this.#rounds = rounds;
  }

  subscribe({ config }: SubscriptionRequest): SubscriptionSource {
    const bars = this.#bars.get(config.symbol.value);
    const hasData = bars !== undefined && config.tickType === TickType.Trade && !config.isInternal;
    let round = 0;
    return {
      next: () => {
        if (!hasData || round === this.#rounds) return null;
        round += 1;
        return batchOf(bars, round - this.#rounds);
      },
      close: () => {},
    };
  }

  getHistory(): readonly DataBatch[] {
    return [];
  }
}

/** The bars as one batch, moved by so many times their whole length. */
function batchOf(bars: Bars, times: number): TradeBarBatch {
  const { time, endTime, open, high, low, close, volume } = bars;
  const shiftMs = times * ((endTime.at(-1) ?? 0) - (time[0] ?? 0));
  return new TradeBarBatch({
    length: time.length,
    time: shiftMs === 0 ? time : time.map((start) => start + shiftMs),
    endTime: shiftMs === 0 ? endTime : endTime.map((end) => end + shiftMs),
    open,
    high,
    low,
    close,
    volume,
    exact: new ExactPrices([open, high, low, close], PRICE_DECIMALS),
  });
}
