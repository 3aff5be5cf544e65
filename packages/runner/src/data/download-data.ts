import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DataBatch,
  DataNormalizationMode,
  dayOf,
  formatDay,
  type HistoryProvider,
  LockstepError,
  MS_PER_DAY,
  Resolution,
  resolutionName,
  SecuritySymbol,
  SubscriptionDataConfig,
  securityTypeName,
  TickType,
} from '@lockstep/core';
import { type BrokerKind, readTradingEnvironment } from '@lockstep/live/config';
import type { LiveBroker } from '../brokers/broker-entry.ts';
import { brokerEntry } from '../brokers/brokers.ts';
import { type DataTarget, dataTarget, RESOLUTIONS, type ResolutionName, type SecurityTypeName } from './data-target.ts';
import { dayText, parseDay } from './days.ts';
import { isQuoted } from './write-bars.ts';
import { writeBatches } from './write-batches.ts';

/** How prices of the past are changed for splits and dividends. */
export type DownloadAdjustment = 'raw' | 'split' | 'all';

/** Kinds of securities that are downloaded. */
export type DownloadType = Exclude<SecurityTypeName, 'crypto'>;

/** What is downloaded. */
export interface DownloadDataOptions {
  readonly source: BrokerKind;
  /** Tickers of US stocks, or of what `type` says, such as EURUSD. */
  readonly symbols: readonly string[];
  /** Kind of securities; of currency pairs and CFDs quotes are fetched. @defaultValue equity */
  readonly type?: DownloadType;
  /** First and last day, `yyyy-MM-dd`; the last is yesterday unless given. */
  readonly start: string;
  readonly end?: string;
  /** @defaultValue minute */
  readonly resolution?: ResolutionName;
  /** Data folder; made when it does not exist. */
  readonly data: string;
  /** @defaultValue all: the folder gets no files of splits and dividends */
  readonly adjust?: DownloadAdjustment;
  /** Fetches days again whose files are there. @defaultValue false */
  readonly overwrite?: boolean;
  /** Told of each part, once it is written. */
  readonly onPart?: (part: DownloadedPart) => void;
  /** Told what of the source's answers is otherwise than it was asked for, such as a ticker that it does not know. */
  readonly onNotice?: (text: string) => void;
}

/** A part that is written: it need not be fetched again. */
export interface DownloadedPart {
  readonly symbol: string;
  /** `yyyy-MM-dd`. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly bars: number;
  readonly files: readonly string[];
}

/** What came of a symbol. */
export interface DownloadedSymbol {
  readonly symbol: string;
  readonly bars: number;
  readonly files: readonly string[];
  /** Trading days whose files were there already. */
  readonly skippedDays: number;
}

/** Trading days that are fetched and written at once. */
const DAYS_AT_ONCE = 5;
const NORMALIZATIONS: Readonly<Record<DownloadAdjustment, DataNormalizationMode>> = {
  raw: DataNormalizationMode.Raw,
  split: DataNormalizationMode.SplitAdjusted,
  all: DataNormalizationMode.Adjusted,
};

/**
 * Downloads bars of US stocks, currency pairs or CFDs into LEAN's folder layout, part by part: what was written stays, and a second call goes on
 * where the first one ended.
 *
 * @throws LockstepError `USAGE`, `BROKER_UNAVAILABLE`, `SECRET_MISSING`, `DATA_NOT_PERMITTED`, `DATA_SOURCE_FAILED`,
 * `OUTPUT_NOT_WRITABLE`
 * @example
 * ```ts
 * import { downloadData } from 'lockstep';
 *
 * await downloadData({ source: 'alpaca', symbols: ['SPY'], start: '2024-01-02', end: '2024-03-28', data: 'data' });
 * ```
 */
export async function downloadData(options: DownloadDataOptions): Promise<DownloadedSymbol[]> {
  const { source, symbols, type, resolution = 'minute', data } = options;
  const broker = await openSource(source, options.onNotice);
  const { history } = broker.data;
  const done: DownloadedSymbol[] = [];
  try {
    for (const symbol of symbols) {
      done.push(
        await downloadSymbol(
          dataTarget(data, { symbol, ...(type && { type }) }, RESOLUTIONS[resolution]),
          history,
          options,
        ),
      );
    }
  } finally {
    broker.close?.();
  }
  return done;
}

async function openSource(source: BrokerKind, onNotice?: (text: string) => void): Promise<LiveBroker> {
  const { open } = brokerEntry(source);
  if (open === undefined)
    throw new LockstepError('USAGE', `There is nothing to download from ${source}; expected alpaca, ib or mt5.`);
  const { environment: stage } = readTradingEnvironment(process.env);
  return open({ environment: process.env, stage, money: 'paper', onNotice });
}

async function downloadSymbol(
  target: DataTarget,
  history: HistoryProvider,
  options: DownloadDataOptions,
): Promise<DownloadedSymbol> {
  const { symbol } = target;
  const days = tradingDays(target, options);
  const wanted = options.overwrite === true ? days : days.filter((day) => !hasFile(target, day));
  const files: string[] = [];
  let bars = 0;
  for (const [first, last] of partsOf(wanted, days, target)) {
    const found = await fetchBars(target, history, first, last, options.adjust ?? 'all');
    const count = found.reduce((sum, { length }) => sum + length, 0);
    const written = count === 0 ? [] : writeBatches(target, found);
    files.push(...written);
    bars += count;
    const range = { firstDay: dayText(first), lastDay: dayText(last) };
    options.onPart?.({ symbol, ...range, bars: count, files: written });
  }
  return { symbol, bars, files: [...new Set(files)], skippedDays: days.length - wanted.length };
}

function tradingDays({ exchangeHours, dataTimeZone }: DataTarget, { start, end }: DownloadDataOptions): number[] {
  const first = parseDay(start, '--start');
  const yesterday = dayOf(dataTimeZone.toLocal(Date.now())) - 1;
  const last = end === undefined ? yesterday : Math.min(parseDay(end, '--end'), yesterday);
  if (last < first) {
    throw new LockstepError(
      'USAGE',
      `--start is ${start}, and the last day ${dayText(last)}; expected a day before it.`,
    );
  }
  const days: number[] = [];
  for (let day = first; day <= last; day += 1) if (exchangeHours.isDateOpen(day)) days.push(day);
  return days;
}

/** Files of hours and days hold all of history, and so say nothing of a day. */
function hasFile({ dataFolder, securityType, market, resolution, symbol }: DataTarget, day: number): boolean {
  if (isWholeFile(resolution)) return false;
  const typeFolder = securityTypeName(securityType).toLowerCase();
  const folder = join(dataFolder, typeFolder, market, resolutionName(resolution), symbol.toLowerCase());
  return existsSync(join(folder, `${formatDay(day)}_${isQuoted(securityType) ? 'quote' : 'trade'}.zip`));
}

function isWholeFile(resolution: Resolution): boolean {
  return resolution === Resolution.Hour || resolution === Resolution.Daily;
}

/** First and last days of what is fetched at once: days that follow each other; a whole file at once. */
function partsOf(wanted: readonly number[], days: readonly number[], { resolution }: DataTarget): [number, number][] {
  const [first, last] = [wanted[0], wanted.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (isWholeFile(resolution)) return [[first, last]];
  const parts: number[][] = [];
  for (const day of wanted) {
    const part = parts.at(-1);
    const follows = part !== undefined && days[days.indexOf(part.at(-1)!) + 1] === day;
    if (follows && part.length < DAYS_AT_ONCE) part.push(day);
    else parts.push([day]);
  }
  return parts.map((part) => [part[0]!, part.at(-1)!]);
}

async function fetchBars(
  target: DataTarget,
  history: HistoryProvider,
  first: number,
  last: number,
  adjust: DownloadAdjustment,
): Promise<readonly DataBatch[]> {
  const { symbol, securityType, market, resolution, dataTimeZone, exchangeHours } = target;
  return history.getHistory({
    config: new SubscriptionDataConfig({
      symbol: new SecuritySymbol(symbol, { ticker: symbol, securityType, market }),
      resolution,
      tickType: isQuoted(securityType) ? TickType.Quote : TickType.Trade,
      dataTimeZone,
      exchangeHours,
      fillForward: false,
      extendedMarketHours: !isWholeFile(resolution),
      isInternal: false,
      normalization: isQuoted(securityType) ? DataNormalizationMode.Raw : NORMALIZATIONS[adjust],
      strictDailyEndTimes: false,
    }),
    // Days as the files have them; bars of a day end after its midnight.
    startUtc: dataTimeZone.toUtc(first * MS_PER_DAY) + 1,
    endUtc: dataTimeZone.toUtc((last + 1) * MS_PER_DAY),
    auxiliaryEvents: false,
  });
}
