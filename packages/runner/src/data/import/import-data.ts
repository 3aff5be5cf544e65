import { DataError, LockstepError, MS_PER_DAY, Resolution, resolutionToMs, TimeZone } from '@lockstep/core';
import type { Bar } from '../bars.ts';
import {
  type BarsOf,
  type DataTarget,
  dataTarget,
  RESOLUTIONS,
  type ResolutionName,
  type SecurityTypeName,
} from '../data-target.ts';
import { dayText } from '../days.ts';
import { writeBars } from '../write-bars.ts';
import { formatOf, type ImportFormat } from './bar-formats.ts';
import { assertOnGrid, commonInterval, consolidated, resolutionOf } from './bar-interval.ts';
import { BarReader, type ReadBar } from './bar-reader.ts';
import type { BarTable } from './bar-table.ts';
import type { DateOrder } from './bar-time.ts';
import { readSource, sourcePaths } from './source-file.ts';
import { rowError } from './text-row.ts';

/** What to import, and where to. */
export interface ImportDataOptions extends Partial<BarsOf> {
  /** Data folder; made when it does not exist. */
  readonly data: string;
  /** @defaultValue found from each file's content; `csv` or `json` when columns are mapped */
  readonly format?: ImportFormat;
  /**
   * Which column holds what (`date`, `time`, `symbol`, `open`, `high`, `low`, `close`, `adjclose`, `volume`), by name or
   * position from 1. Usual names are found without.
   */
  readonly columns?: Readonly<Record<string, string>>;
  /** A coarser one than the rows have consolidates them. @defaultValue that of the rows */
  readonly resolution?: ResolutionName;
  /** Zone of times that do not name one themselves. @defaultValue the format's, else the exchange's */
  readonly timeZone?: string;
  /** How `3/4/2024` is read. @defaultValue `'mdy'` */
  readonly dateOrder?: DateOrder;
  /** Takes dividends into the prices: scales them by adjusted close over close. @defaultValue false */
  readonly adjusted?: boolean;
  /** Whether trading days without bars are let pass; else they are an error. @defaultValue true */
  readonly gaps?: boolean;
}

/** What was imported of one security. */
export interface ImportedBars {
  /** The files it came from. */
  readonly sources: readonly string[];
  readonly symbol: string;
  readonly type: SecurityTypeName;
  readonly market: string;
  readonly resolution: ResolutionName;
  readonly bars: number;
  /** Rows without any price, of days without trading, that were left out. */
  readonly skippedRows: number;
  /** Rows outside of regular hours, which are in no daily bar that was made of shorter bars. */
  readonly outsideRows: number;
  /** `yyyy-MM-dd`. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Days between first and last on which the market traded but no bar is there, `yyyy-MM-dd`. */
  readonly missingDays: readonly string[];
  /** Files written. */
  readonly files: readonly string[];
  /** What else there is to know about the sources. */
  readonly notes: readonly string[];
}

/**
 * Imports bars from a file, or from every file of a folder, into a data folder of LEAN's layout. Files of days that are
 * there for the same security are replaced; of files of all history the hours and days that the import brings. The symbol
 * is what a format says, else the file's name; files of one symbol and resolution are put together. Times are the starts of
 * bars unless a format has their ends. Nothing is written before everything was read.
 *
 * @throws DataError `DATA_FILE_CORRUPT`, `DATA_ROW_INVALID` with file, line and column; LockstepError `USAGE`,
 *   `MARKET_HOURS_MISSING`, `OUTPUT_NOT_WRITABLE`
 * @example
 * ```ts
 * import { importData } from 'lockstep';
 *
 * importData('downloads/BTCUSDT-1m-2024-01.zip', { data: 'data' });
 * ```
 */
export function importData(source: string, options: ImportDataOptions): ImportedBars[] {
  const series = new Map<string, BarTable[]>();
  for (const path of sourcePaths(source)) {
    const file = readSource(path);
    const mapping = options.columns ?? {};
    for (const table of formatOf(file, options.format, mapping).read(file, mapping)) {
      const symbol = (table.symbol ?? file.name).toUpperCase();
      const key = [symbol, table.type, table.market, table.intervalMs].join(' ');
      series.set(key, [...(series.get(key) ?? []), { ...table, symbol }]);
    }
  }
  const symbols = [...new Set([...series.values()].flat().map(({ symbol }) => symbol))];
  if (options.symbol !== undefined && symbols.length > 1) {
    throw new LockstepError(
      'USAGE',
      `${source} holds bars of ${symbols.slice(0, 6).join(', ')}${symbols.length > 6 ? ' and more' : ''}, so one symbol cannot be given. Import them apart.`,
    );
  }
  if (series.size === 0) throw new DataError('DATA_FILE_CORRUPT', 'There are no bars', { file: source });
  const read = [...series.values()].map((tables) => readSeries(tables, options));
  assertApart(read);
  return read.map(write);
}

/** The bars of one security, read and checked. */
interface BarSeries {
  readonly target: DataTarget;
  readonly type: SecurityTypeName;
  readonly resolution: ResolutionName;
  readonly bars: readonly ReadBar[];
  readonly missingDays: readonly string[];
  readonly outsideRows: number;
  readonly tables: readonly BarTable[];
}

function readSeries(tables: readonly BarTable[], options: ImportDataOptions): BarSeries {
  const first = tables[0]!;
  const type = options.type ?? first.type ?? 'equity';
  const market = options.market ?? (options.type === undefined ? first.market : null);
  const of: BarsOf = { symbol: options.symbol ?? first.symbol ?? '', type, ...(market !== null && { market }) };
  const exchange = dataTarget(options.data, of, Resolution.Daily);
  const rows = readTables(tables, exchange, options);
  const interval = first.intervalMs ?? commonInterval(rows);
  const resolution = options.resolution ?? resolutionOf(interval, first.file);
  const target = dataTarget(options.data, of, RESOLUTIONS[resolution]);
  const step = resolutionToMs(target.resolution);
  if (first.intervalMs !== null && first.intervalMs > step) {
    throw new LockstepError(
      'USAGE',
      `${first.file} holds bars of ${first.intervalMs / 1000} s, which cannot become bars of ${step / 1000} s. Leave --resolution out or ask for a coarser one.`,
    );
  }
  const isConsolidated = interval < step && rows.length > 1;
  if (!isConsolidated && step < MS_PER_DAY) assertOnGrid(rows, step);
  const { bars, outside } = isConsolidated
    ? consolidated(rows, interval, target.resolution, target.exchangeHours)
    : { bars: rows, outside: 0 };
  if (bars.length === 0) throw noBars(first);
  assertDistinctDays(bars, target);
  const missingDays = missingDaysOf(bars, target, options.gaps !== false);
  return { target, type, resolution, bars, missingDays, outsideRows: outside, tables };
}

/** The bars of all files of a security, by time. */
function readTables(tables: readonly BarTable[], exchange: DataTarget, options: ImportDataOptions): ReadBar[] {
  const exchangeZone = exchange.exchangeHours.timeZone;
  const parts = tables.map((table) => {
    const named = options.timeZone ?? table.timeZone;
    const bars = new BarReader(table, {
      zone: named === null ? exchangeZone : TimeZone.of(named),
      exchangeZone,
      dateOrder: options.dateOrder ?? 'mdy',
      isAdjusted: options.adjusted === true,
    }).bars();
    if (bars.length === 0) throw noBars(table);
    return bars;
  });
  parts.sort((a, b) => a[0]!.time - b[0]!.time);
  const all = parts.flat();
  for (let i = 1; i < all.length; i++) {
    const [previous, bar] = [all[i - 1]!, all[i]!];
    if (bar.time > previous.time) continue;
    const message = `The files overlap: this row is not after ${previous.file}:${previous.row.line}. Remove one of the files`;
    throw rowError(bar.file, bar.row, 0, message);
  }
  return all;
}

function noBars({ file, skippedRows }: BarTable): DataError {
  const why = skippedRows === 0 ? '' : `: its ${skippedRows} rows have no prices`;
  return new DataError('DATA_FILE_CORRUPT', `The file holds no bars${why}`, { file });
}

function assertDistinctDays(bars: readonly ReadBar[], { resolution }: DataTarget): void {
  if (resolution !== Resolution.Daily) return;
  for (let i = 1; i < bars.length; i++) {
    const [previous, bar] = [bars[i - 1]!, bars[i]!];
    if (bar.day > previous.day) continue;
    const message = `Two rows are of ${dayText(bar.day)}, the other is line ${previous.row.line}. Remove one of them, or leave --resolution out`;
    throw rowError(bar.file, bar.row, 0, message);
  }
}

/** @throws DataError `DATA_ROW_INVALID` at the first bar after a gap where gaps are not let pass */
function missingDaysOf(
  bars: readonly ReadBar[],
  { exchangeHours, resolution }: DataTarget,
  mayMiss: boolean,
): string[] {
  const missing: string[] = [];
  const dayOfBar = ({ day, local }: ReadBar): number =>
    resolution === Resolution.Daily ? day : Math.floor(local / MS_PER_DAY);
  for (let i = 1; i < bars.length; i++) {
    const bar = bars[i]!;
    for (let day = dayOfBar(bars[i - 1]!) + 1; day < dayOfBar(bar); day++) {
      if (!exchangeHours.isDateOpen(day)) continue;
      if (!mayMiss)
        throw rowError(bar.file, bar.row, 0, `There is no bar of ${dayText(day)}, a trading day, before this row`);
      missing.push(dayText(day));
    }
  }
  return missing;
}

/** @throws LockstepError `USAGE` when two series would be written into the same files */
function assertApart(read: readonly BarSeries[]): void {
  const seen = new Map<string, BarSeries>();
  for (const series of read) {
    const { symbol, securityType, market } = series.target;
    const key = [symbol, securityType, market, series.resolution].join(' ');
    const other = seen.get(key);
    seen.set(key, series);
    if (other === undefined) continue;
    throw new LockstepError(
      'USAGE',
      `${series.tables[0]!.file} and ${other.tables[0]!.file} both hold bars of ${symbol} that would become ${series.resolution} bars. Import one of them.`,
    );
  }
}

function write(series: BarSeries): ImportedBars {
  const { target, bars, tables } = series;
  const isDaily = target.resolution === Resolution.Daily;
  const day = (bar: ReadBar): string => dayText(isDaily ? bar.day : Math.floor(bar.local / MS_PER_DAY));
  const files = writeBars(
    target,
    bars.map((bar) => dated(bar, target)),
    { keepsOtherTimes: true },
  );
  return {
    sources: [...new Set(tables.map(({ file }) => file))],
    symbol: target.symbol,
    type: series.type,
    market: target.market,
    resolution: series.resolution,
    bars: bars.length,
    skippedRows: tables.reduce((sum, { skippedRows }) => sum + skippedRows, 0),
    outsideRows: series.outsideRows,
    firstDay: day(bars[0]!),
    lastDay: day(bars.at(-1)!),
    missingDays: series.missingDays,
    files,
    notes: tables.flatMap(({ notes }) => notes),
  };
}

/** Daily bars are dated by their text, whatever the zone. */
function dated(bar: ReadBar, target: DataTarget): Bar {
  if (target.resolution !== Resolution.Daily) return bar;
  return { ...bar, time: target.dataTimeZone.toUtc(bar.day * MS_PER_DAY) };
}
