import { QuoteBarBatch, TickBatch, TradeBarBatch } from '../../market/data-batch.ts';
import { ExactPrices } from '../../market/exact-prices.ts';
import { midPrice } from '../../market/mid-price.ts';
import { TickType } from '../../market/tick-type.ts';
import { MS_PER_HOUR, Resolution } from '../../time/resolution.ts';
import type { SubscriptionDataConfig } from '../subscription-data-config.ts';

/** A bar as a broker tells it. */
export interface BarRow {
  /** Start, epoch ms UTC; of daily bars midnight where the exchange is. */
  readonly timeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Units. */
  readonly volume: number;
}

/** Both sides of the market over a bar's time; null for one that is not there. */
export interface QuoteBarRow {
  /** Start, epoch ms UTC. */
  readonly timeMs: number;
  /** Its volume is the size that was bid last. */
  readonly bid: BarRow | null;
  readonly ask: BarRow | null;
}

/** A trade as a broker tells it. */
export interface TradeRow {
  /** Epoch ms UTC. */
  readonly timeMs: number;
  readonly price: number;
  /** Units. */
  readonly size: number;
  readonly exchange: string;
}

/** A quote as a broker tells it; a side that is not there has a price of zero. */
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
/** Prices on a wire are decimal texts: the shortest text of the number is what was meant. */
const SHORTEST = -1;

/** What of a subscription says how long its bars are. */
export type BarLength = Pick<
  SubscriptionDataConfig,
  'exchangeHours' | 'incrementMs' | 'resolution' | 'strictDailyEndTimes'
>;

/** When a bar begins and ends for a subscription; null for a daily bar of a day without regular trading. */
function intervalOf(config: BarLength, timeMs: number): Interval | null {
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

/** By start and end, epoch ms UTC. */
type IsWanted = (interval: Interval) => boolean;

/** Bars as a batch, those that are wanted. */
export function tradeBarBatch(
  config: BarLength,
  rows: readonly BarRow[],
  isWanted: IsWanted = () => true,
): TradeBarBatch {
  const { kept, time, endTime } = wantedRows(config, rows, isWanted);
  const prices = pricesOf(kept, (row) => row);
  const [open, high, low, close] = prices;
  return new TradeBarBatch({
    length: kept.length,
    time,
    endTime,
    open,
    high,
    low,
    close,
    volume: Float64Array.from(kept, ({ volume }) => volume),
    exact: new ExactPrices(prices, SHORTEST),
  });
}

/** Bars of bid and ask as a batch, those that are wanted. */
export function quoteBarBatch(
  config: BarLength,
  rows: readonly QuoteBarRow[],
  isWanted: IsWanted = () => true,
): QuoteBarBatch {
  const { kept, time, endTime } = wantedRows(config, rows, isWanted);
  const bid = pricesOf(kept, (row) => row.bid);
  const ask = pricesOf(kept, (row) => row.ask);
  const [bidOpen, bidHigh, bidLow, bidClose] = bid;
  const [askOpen, askHigh, askLow, askClose] = ask;
  return new QuoteBarBatch({
    length: kept.length,
    time,
    endTime,
    bidOpen,
    bidHigh,
    bidLow,
    bidClose,
    bidSize: Float64Array.from(kept, (row) => row.bid?.volume ?? 0),
    askOpen,
    askHigh,
    askLow,
    askClose,
    askSize: Float64Array.from(kept, (row) => row.ask?.volume ?? 0),
    exact: new ExactPrices([...bid, ...ask], SHORTEST),
  });
}

function wantedRows<T extends { readonly timeMs: number }>(config: BarLength, rows: readonly T[], isWanted: IsWanted) {
  const kept: T[] = [];
  const intervals: Interval[] = [];
  for (const row of rows) {
    const interval = intervalOf(config, row.timeMs);
    if (interval === null || !isWanted(interval)) continue;
    kept.push(row);
    intervals.push(interval);
  }
  return {
    kept,
    time: Float64Array.from(intervals, ({ time }) => time),
    endTime: Float64Array.from(intervals, ({ endTime }) => endTime),
  };
}

/** Columns of open, high, low and close; zeros where a side is not there. */
function pricesOf<T>(rows: readonly T[], sideOf: (row: T) => BarRow | null) {
  const column = (of: (side: BarRow) => number): Float64Array =>
    Float64Array.from(rows, (row) => {
      const side = sideOf(row);
      return side === null ? 0 : of(side);
    });
  return [
    column(({ open }) => open),
    column(({ high }) => high),
    column(({ low }) => low),
    column(({ close }) => close),
  ] as const;
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
