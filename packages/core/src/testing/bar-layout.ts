import type { ReferenceData } from '../data/reference-data.ts';
import type { SubscriptionDataConfig } from '../data/subscription-data-config.ts';
import { type BarBatch, QuoteBarBatch, TradeBarBatch } from '../market/data-batch.ts';
import { ExactPrices } from '../market/exact-prices.ts';
import { TickType } from '../market/tick-type.ts';
import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import { dayOf } from '../time/calendar.ts';
import { MS_PER_DAY, Resolution, resolutionToMs } from '../time/resolution.ts';
import type { BarSeries, BarValues } from './bar-series.ts';

/** Start and end of a bar, epoch ms UTC. */
interface Interval {
  readonly time: number;
  readonly endTime: number;
}

/** Digits to which bid and ask are rounded, so that half a spread leaves no noise of binary fractions. */
const QUOTE_DIGITS = 10;

/**
 * The bars of a series that are wanted, with the times that the subscription's exchange gives them.
 *
 * @param isWanted by start and end, epoch ms UTC
 */
export function layOut(
  series: BarSeries,
  config: SubscriptionDataConfig,
  isWanted: (time: number, endTime: number) => boolean,
): BarBatch {
  const rows: BarValues[] = [];
  const times: Interval[] = [];
  const intervals = intervalsOf(series, config.exchangeHours, config.strictDailyEndTimes);
  for (const bar of series.bars) {
    const interval = intervals.next().value;
    if (bar === null || !isWanted(interval.time, interval.endTime)) continue;
    rows.push(bar);
    times.push(interval);
  }
  return series.tickType === TickType.Quote ? quoteBatch(series, rows, times) : tradeBatch(series, rows, times);
}

/** Day on which the last bar of a series ends, on its exchange's calendar; days since 1970-01-01. */
export function lastDayOf(series: BarSeries, reference: ReferenceData): number {
  const { exchangeHours } = reference.marketHours.entry(series.market, series.ticker, series.securityType);
  const intervals = intervalsOf(series, exchangeHours, true);
  let last = series.startLocal;
  for (let index = 0; index < series.bars.length; index += 1) {
    last = exchangeHours.timeZone.toLocal(intervals.next().value.endTime) - 1;
  }
  return dayOf(last);
}

/** Intervals of bars one after another, without end. */
function* intervalsOf(series: BarSeries, hours: ExchangeHours, isStrict: boolean): Generator<Interval, never, void> {
  const incrementMs = resolutionToMs(series.resolution);
  const zone = hours.timeZone;
  let day = dayOf(series.startLocal);
  if (series.resolution === Resolution.Daily) {
    for (; ; day += 1) {
      if (!hours.isDateOpen(day)) continue;
      const [open, close] = dailyTimes(hours, day, isStrict);
      yield { time: zone.toUtc(open), endTime: zone.toUtc(close) };
    }
  }
  let local = series.startLocal;
  if (series.startsAtOpen && !hours.isOpen(local, false)) local = hours.nextMarketOpen(local, false);
  // A start outside regular hours, for extended hours, goes on until the session it lies in ends.
  let isExtended = !series.startsAtOpen && !hours.isOpen(local, false);
  for (;;) {
    if (isExtended ? !hours.isOpen(local, true) : !hours.isOpenBetween(local, local + incrementMs, false)) {
      local = hours.nextMarketOpen(local, false);
      isExtended = false;
    }
    // Hourly bars begin at full hours, and so does the first one of a day that opens at half past nine.
    if (series.resolution === Resolution.Hour) local = Math.floor(local / incrementMs) * incrementMs;
    yield { time: zone.toUtc(local), endTime: zone.toUtc(local + incrementMs) };
    local += incrementMs;
  }
}

function dailyTimes(hours: ExchangeHours, day: number, isStrict: boolean): readonly [number, number] {
  const midnight = day * MS_PER_DAY;
  if (!isStrict || hours.isAlwaysOpen) return [midnight, midnight + MS_PER_DAY];
  return [hours.firstDailyMarketOpen(midnight + MS_PER_DAY, false), hours.lastDailyMarketClose(midnight + 1, false)];
}

function columnOf(rows: readonly BarValues[], value: (bar: BarValues) => number): Float64Array {
  return Float64Array.from(rows, value);
}

function tradeBatch(series: BarSeries, rows: readonly BarValues[], times: readonly Interval[]): TradeBarBatch {
  const open = columnOf(rows, (bar) => bar.open);
  const high = columnOf(rows, (bar) => bar.high);
  const low = columnOf(rows, (bar) => bar.low);
  const close = columnOf(rows, (bar) => bar.close);
  return new TradeBarBatch({
    length: rows.length,
    time: Float64Array.from(times, ({ time }) => time),
    endTime: Float64Array.from(times, ({ endTime }) => endTime),
    open,
    high,
    low,
    close,
    volume: columnOf(rows, (bar) => bar.volume ?? series.volume),
    exact: new ExactPrices([open, high, low, close], -1),
  });
}

function quoteBatch(series: BarSeries, rows: readonly BarValues[], times: readonly Interval[]): QuoteBarBatch {
  const side = (value: (bar: BarValues) => number, sign: number): Float64Array =>
    columnOf(rows, (bar) => Number((value(bar) + (sign * series.spread) / 2).toFixed(QUOTE_DIGITS)));
  const [bidOpen, askOpen] = [side((bar) => bar.open, -1), side((bar) => bar.open, 1)];
  const [bidHigh, askHigh] = [side((bar) => bar.high, -1), side((bar) => bar.high, 1)];
  const [bidLow, askLow] = [side((bar) => bar.low, -1), side((bar) => bar.low, 1)];
  const [bidClose, askClose] = [side((bar) => bar.close, -1), side((bar) => bar.close, 1)];
  const size = columnOf(rows, (bar) => bar.volume ?? series.volume);
  return new QuoteBarBatch({
    length: rows.length,
    time: Float64Array.from(times, ({ time }) => time),
    endTime: Float64Array.from(times, ({ endTime }) => endTime),
    bidOpen,
    bidHigh,
    bidLow,
    bidClose,
    bidSize: size,
    askOpen,
    askHigh,
    askLow,
    askClose,
    askSize: size,
    exact: new ExactPrices([bidOpen, bidHigh, bidLow, bidClose, askOpen, askHigh, askLow, askClose], -1),
  });
}
