import {
  ExactPrices,
  MS_PER_HOUR,
  midPrice,
  Resolution,
  type SubscriptionDataConfig,
  TickBatch,
  TickType,
  TradeBarBatch,
} from '@lockstep/core';

/** A bar as Alpaca gives it. */
export interface BarRow {
  /** Start, epoch ms UTC; of daily bars midnight in New York. */
  readonly timeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Shares. */
  readonly volume: number;
}

/** A trade as Alpaca gives it. */
export interface TradeRow {
  /** Epoch ms UTC. */
  readonly timeMs: number;
  readonly price: number;
  /** Shares. */
  readonly size: number;
  readonly exchange: string;
}

/** A quote as Alpaca gives it; a side that is not there has a price of zero. */
export interface QuoteRow {
  /** Epoch ms UTC. */
  readonly timeMs: number;
  readonly bidPrice: number;
  readonly bidSize: number;
  readonly askPrice: number;
  readonly askSize: number;
  readonly exchange: string;
}

/** Start and end of a bar, epoch ms UTC. */
export interface Interval {
  readonly time: number;
  readonly endTime: number;
}

const NONE = new Float64Array(0);
/** Prices on the wire are JSON numbers: their shortest text is what was meant. */
const SHORTEST = -1;

/** When a bar begins and ends for a subscription; null for a daily bar of a day without regular trading. */
export function intervalOf(config: SubscriptionDataConfig, timeMs: number): Interval | null {
  const { exchangeHours, incrementMs, resolution, strictDailyEndTimes } = config;
  const zone = exchangeHours.timeZone;
  const startLocal = zone.toLocal(timeMs);
  if (resolution === Resolution.Daily && strictDailyEndTimes && incrementMs > MS_PER_HOUR) {
    const open = exchangeHours.firstDailyMarketOpen(startLocal + incrementMs, false);
    const close = exchangeHours.lastDailyMarketClose(open, false);
    return close < startLocal ? null : { time: zone.toUtc(open), endTime: zone.toUtc(close) };
  }
  return { time: timeMs, endTime: zone.toUtc(startLocal + incrementMs) };
}

/**
 * Bars as a batch, those that are wanted.
 *
 * @param isWanted by start and end, epoch ms UTC
 */
export function tradeBarBatch(
  config: SubscriptionDataConfig,
  rows: readonly BarRow[],
  isWanted: (interval: Interval) => boolean = () => true,
): TradeBarBatch {
  const kept: BarRow[] = [];
  const intervals: Interval[] = [];
  for (const row of rows) {
    const interval = intervalOf(config, row.timeMs);
    if (interval === null || !isWanted(interval)) continue;
    kept.push(row);
    intervals.push(interval);
  }
  const column = (of: (row: BarRow) => number): Float64Array => Float64Array.from(kept, of);
  const prices = [
    column(({ open }) => open),
    column(({ high }) => high),
    column(({ low }) => low),
    column(({ close }) => close),
  ] as const;
  return new TradeBarBatch({
    length: kept.length,
    time: Float64Array.from(intervals, ({ time }) => time),
    endTime: Float64Array.from(intervals, ({ endTime }) => endTime),
    open: prices[0],
    high: prices[1],
    low: prices[2],
    close: prices[3],
    volume: column(({ volume }) => volume),
    exact: new ExactPrices(prices, SHORTEST),
  });
}

/** Trades as a batch. */
export function tradeTickBatch(rows: readonly TradeRow[]): TickBatch {
  const value = Float64Array.from(rows, ({ price }) => price);
  return new TickBatch({
    ...ticksOf(rows),
    tickType: TickType.Trade,
    value,
    quantity: Float64Array.from(rows, ({ size }) => size),
    bidPrice: NONE,
    bidSize: NONE,
    askPrice: NONE,
    askSize: NONE,
    exact: new ExactPrices([value], SHORTEST),
  });
}

/** Quotes as a batch. */
export function quoteTickBatch(rows: readonly QuoteRow[]): TickBatch {
  const bidPrice = Float64Array.from(rows, (row) => row.bidPrice);
  const askPrice = Float64Array.from(rows, (row) => row.askPrice);
  return new TickBatch({
    ...ticksOf(rows),
    tickType: TickType.Quote,
    value: Float64Array.from(rows, (row) => midPrice(row.bidPrice, row.askPrice)),
    quantity: NONE,
    bidPrice,
    bidSize: Float64Array.from(rows, ({ bidSize }) => bidSize),
    askPrice,
    askSize: Float64Array.from(rows, ({ askSize }) => askSize),
    exact: new ExactPrices([bidPrice, askPrice], SHORTEST),
  });
}

function ticksOf(rows: readonly (TradeRow | QuoteRow)[]) {
  const exchanges = ['', ...new Set(rows.map(({ exchange }) => exchange).filter((code) => code !== ''))];
  return {
    time: Float64Array.from(rows, ({ timeMs }) => timeMs),
    exchange: Uint8Array.from(rows, ({ exchange }) => exchanges.indexOf(exchange)),
    exchanges,
    saleCondition: new Uint32Array(rows.length),
    suspicious: new Uint8Array(rows.length),
  };
}
