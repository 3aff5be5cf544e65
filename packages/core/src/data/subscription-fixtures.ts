import type { AuxiliaryEvent } from '../market/auxiliary-event.ts';
import { AuxiliaryBatch, type DataBatch, QuoteBarBatch, TradeBarBatch } from '../market/data-batch.ts';
import { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import { ExactPrices } from '../market/exact-prices.ts';
import { SecurityType } from '../market/security-type.ts';
import { SecuritySymbol } from '../market/symbol.ts';
import { TickType } from '../market/tick-type.ts';
import { ExchangeHours, type ExchangeHoursOptions } from '../market-hours/exchange-hours.ts';
import type { MarketSegment } from '../market-hours/market-segment.ts';
import { daysFromCivil, formatUtc } from '../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR, Resolution } from '../time/resolution.ts';
import { TimeZone } from '../time/time-zone.ts';
import type { SubscriptionSource } from './data-feed.ts';
import { FillForwardResolution } from './filling/fill-forward-resolution.ts';
import { Subscription } from './subscription.ts';
import { SubscriptionDataConfig } from './subscription-data-config.ts';

export const NEW_YORK = TimeZone.of('America/New_York');
export const UTC = TimeZone.of('UTC');
const TEXT = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})(?::(\d{2}))?$/;

/** Local ms of `yyyy-MM-dd HH:mm[:ss]`. */
export function at(text: string): number {
  const [, year, month, day, hour, minute, second = '0'] = TEXT.exec(text) ?? [];
  const days = daysFromCivil(Number(year), Number(month), Number(day));
  return days * MS_PER_DAY + Number(hour) * MS_PER_HOUR + Number(minute) * 60_000 + Number(second) * 1_000;
}

/** `yyyy-MM-dd HH:mm` of local ms. */
export function text(localMs: number): string {
  return formatUtc(localMs).slice(0, 16).replace('T', ' ');
}

export function dayNumber(date: string): number {
  return at(`${date} 00:00`) / MS_PER_DAY;
}

function hours(state: MarketSegment['state'], start: number, end: number): MarketSegment {
  return { state, start: start * MS_PER_HOUR, end: end * MS_PER_HOUR };
}

/** Regular 9:30 to 16:00 New York, with pre-market from 4:00 and post-market to 20:00. */
export function stockExchange(options: Partial<ExchangeHoursOptions> = {}): ExchangeHours {
  const day = [hours('premarket', 4, 9.5), hours('market', 9.5, 16), hours('postmarket', 16, 20)];
  return new ExchangeHours({ timeZone: NEW_YORK, week: [[], day, day, day, day, day, []], ...options });
}

/** Regular 8:30 to 15:15 Chicago, as US index options trade. */
export function indexExchange(): ExchangeHours {
  const day = [hours('market', 8.5, 15.25)];
  return new ExchangeHours({ timeZone: TimeZone.of('America/Chicago'), week: [[], day, day, day, day, day, []] });
}

/** Sunday 17:00 to Friday 17:00 New York. */
export function forexMarket(): ExchangeHours {
  const day = [hours('market', 0, 24)];
  return new ExchangeHours({
    timeZone: NEW_YORK,
    week: [[hours('market', 17, 24)], day, day, day, day, [hours('market', 0, 17)], []],
  });
}

export interface ConfigOptions {
  readonly ticker?: string;
  readonly securityType?: SecurityType;
  readonly resolution?: Resolution;
  readonly tickType?: TickType;
  readonly dataTimeZone?: TimeZone;
  readonly fillForward?: boolean;
  readonly extendedMarketHours?: boolean;
  readonly isInternal?: boolean;
  readonly strictDailyEndTimes?: boolean;
}

export function configOf(exchangeHours: ExchangeHours, options: ConfigOptions = {}): SubscriptionDataConfig {
  const securityType = options.securityType ?? SecurityType.Equity;
  const ticker = options.ticker ?? 'SPY';
  return new SubscriptionDataConfig({
    symbol: new SecuritySymbol(ticker, { ticker, securityType, market: 'usa' }),
    resolution: options.resolution ?? Resolution.Minute,
    tickType: options.tickType ?? TickType.Trade,
    dataTimeZone: options.dataTimeZone ?? exchangeHours.timeZone,
    exchangeHours,
    fillForward: options.fillForward ?? true,
    extendedMarketHours: options.extendedMarketHours ?? false,
    isInternal: options.isInternal ?? false,
    normalization: DataNormalizationMode.Raw,
    strictDailyEndTimes: options.strictDailyEndTimes ?? false,
  });
}

/** Trade bars by start and end, epoch ms UTC; the close of each is its number, counted from `first`. */
export function tradeBars(intervals: readonly (readonly [number, number])[], first = 1): TradeBarBatch {
  const close = Float64Array.from(intervals, (_, i) => i + first);
  return new TradeBarBatch({
    length: intervals.length,
    time: Float64Array.from(intervals, ([start]) => start),
    endTime: Float64Array.from(intervals, ([, end]) => end),
    open: close,
    high: close,
    low: close,
    close,
    volume: Float64Array.from(intervals, () => 100),
    exact: new ExactPrices([close, close, close, close], 0),
  });
}

/** Trade bars that start at times of the exchange's clock and last an increment of it. */
export function localBars(config: SubscriptionDataConfig, starts: readonly number[], first = 1): TradeBarBatch {
  const zone = config.exchangeHours.timeZone;
  return tradeBars(
    starts.map((start) => [zone.toUtc(start), zone.toUtc(start + config.incrementMs)]),
    first,
  );
}

/** Quote bars of one increment from epoch ms UTC; a price of 0 stands for a missing side. */
export function quoteBars(rows: readonly (readonly [time: number, bid: number, ask: number])[]): QuoteBarBatch {
  const bid = Float64Array.from(rows, (row) => row[1]);
  const ask = Float64Array.from(rows, (row) => row[2]);
  return new QuoteBarBatch({
    length: rows.length,
    time: Float64Array.from(rows, (row) => row[0]),
    endTime: Float64Array.from(rows, (row) => row[0] + 60_000),
    bidOpen: bid,
    bidHigh: bid,
    bidLow: bid,
    bidClose: bid,
    bidSize: Float64Array.from(bid, (price) => price * 10),
    askOpen: ask,
    askHigh: ask,
    askLow: ask,
    askClose: ask,
    askSize: Float64Array.from(ask, (price) => price * 10),
    exact: new ExactPrices([bid, bid, bid, bid, ask, ask, ask, ask], 0),
  });
}

export function events(...list: AuxiliaryEvent[]): AuxiliaryBatch {
  return new AuxiliaryBatch(list);
}

/** A source of batches at hand, or, with `isSlow`, one that has to be awaited for each. */
export function sourceOf(batches: readonly DataBatch[], isSlow = false): SubscriptionSource {
  let position = 0;
  const next = (): DataBatch | null => batches[position++] ?? null;
  return {
    next: () => (isSlow ? Promise.resolve().then(next) : next()),
    close: () => {
      position = batches.length;
    },
  };
}

export interface OpenOptions {
  readonly endUtc?: number;
  readonly gridMs?: number;
  readonly isSlow?: boolean;
}

/** A subscription over batches; without an end it stops filling at the end of its last row. */
export function subscribe(
  config: SubscriptionDataConfig,
  batches: readonly DataBatch[],
  options: OpenOptions = {},
): Subscription {
  const last = batches.findLast((batch) => batch.length > 0);
  const lastEnd = last !== undefined && 'endTime' in last ? (last.endTime.at(-1) as number) : 0;
  return new Subscription(config, sourceOf(batches, options.isSlow), {
    startUtc: 0,
    endUtc: options.endUtc ?? lastEnd + 1,
    fillForwardResolution: new FillForwardResolution(options.gridMs ?? config.incrementMs),
  });
}

export interface Item {
  readonly emit: number;
  readonly time: number;
  readonly end: number;
  /** Close or bid of the row shown, NaN for an event. */
  readonly value: number;
  readonly isFill: boolean;
}

/** All items of a synchronous subscription. */
export function itemsOf(subscription: Subscription): Item[] {
  const items: Item[] = [];
  for (subscription.advance(); subscription.emitUtc !== Number.POSITIVE_INFINITY; subscription.advance()) {
    items.push(headOf(subscription));
  }
  return items;
}

export function headOf(subscription: Subscription): Item {
  const { batch, row } = subscription;
  const prices = batch === null ? [] : 'close' in batch ? batch.close : (batch as QuoteBarBatch).bidClose;
  return {
    emit: subscription.emitUtc,
    time: subscription.timeMs,
    end: subscription.endTimeMs,
    value: prices[row] ?? Number.NaN,
    isFill: subscription.isFillForward,
  };
}

/** Items as text on the exchange's clock: `emit start-end value`, fills with an asterisk. */
export function describeItems(config: SubscriptionDataConfig, items: readonly Item[]): string[] {
  const zone = config.exchangeHours.timeZone;
  return items.map(
    ({ emit, time, end, value, isFill }) =>
      `${text(zone.toLocal(emit))} | ${text(zone.toLocal(time))} - ${text(zone.toLocal(end))} | ${value}${isFill ? '*' : ''}`,
  );
}
