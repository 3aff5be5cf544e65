import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DataError, dayOf, LockstepError, MS_PER_DAY, Resolution, resolutionToMs, TimeZone } from '@lockstep/core';
import type { Bar } from './bars.ts';
import { type CsvColumns, findCsvColumns } from './csv-columns.ts';
import { type CsvRow, parseCsv } from './csv-rows.ts';
import { type DateOrder, instantOf, parseCsvTime } from './csv-time.ts';
import { type BarsOf, type DataTarget, dataTarget, RESOLUTIONS, type ResolutionName } from './data-target.ts';
import { dayText } from './days.ts';
import { writeBars } from './write-bars.ts';

/** What to import, and where to. */
export interface ImportDataOptions extends Partial<BarsOf> {
  /** Data folder; made when it does not exist. */
  readonly data: string;
  /**
   * `yahoo`: rows of which every price is `null` or empty (days without trading) are left out and counted, and prices
   * that are printed float32 (`1397.430054`) become the decimals they stand for (`1397.43`). `csv`: prices are taken as
   * they stand, empty ones are errors. @defaultValue `'csv'`
   */
  readonly format?: 'csv' | 'yahoo';
  /** Which column holds what, by header name or position from 1. Usual names are found without. */
  readonly columns?: Readonly<Record<string, string>>;
  /** @defaultValue the most common distance between rows */
  readonly resolution?: ResolutionName;
  /** Zone of times that do not name one themselves. @defaultValue the exchange's */
  readonly timeZone?: string;
  /** How `3/4/2024` is read. @defaultValue `'mdy'` */
  readonly dateOrder?: DateOrder;
  /** Takes dividends into the prices: scales them by adjusted close over close. @defaultValue false */
  readonly adjusted?: boolean;
}

/** What was imported from one file. */
export interface ImportedFile {
  readonly source: string;
  readonly symbol: string;
  readonly resolution: ResolutionName;
  readonly bars: number;
  /** Rows without prices that were left out (format `yahoo`). */
  readonly skippedRows: number;
  /** `yyyy-MM-dd`. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly files: readonly string[];
}

/**
 * Imports bars from a CSV file, or from every CSV file of a folder, into a data folder of LEAN's layout; files that are
 * there for the same security and day are replaced. The symbol is the file's name unless given. Rows may be in any
 * order; times are the starts of bars.
 *
 * @throws DataError `DATA_FILE_CORRUPT`, `DATA_ROW_INVALID` with file, line and column; LockstepError `USAGE`,
 *   `OUTPUT_NOT_WRITABLE`
 * @example
 * ```ts
 * import { importData } from 'lockstep';
 *
 * importData('downloads/MSFT.csv', { data: 'data', format: 'yahoo' });
 * ```
 */
export function importData(source: string, options: ImportDataOptions): ImportedFile[] {
  const files = sourceFiles(source);
  if (files.length > 1 && options.symbol !== undefined) {
    throw new LockstepError(
      'USAGE',
      `${source} holds ${files.length} CSV files, so one symbol cannot be given: the files' names are the symbols.`,
    );
  }
  return files.map((file) => importFile(file, options));
}

function sourceFiles(source: string): string[] {
  const found = statSync(source, { throwIfNoEntry: false });
  if (found === undefined) throw new LockstepError('USAGE', `There is no file or folder ${source}. Check the path.`);
  if (!found.isDirectory()) return [source];
  const files = readdirSync(source)
    .filter((name) => /\.(csv|txt)$/i.test(name))
    .sort();
  if (files.length === 0)
    throw new LockstepError('USAGE', `${source} holds no .csv file. Give a file, or a folder with CSV files.`);
  return files.map((name) => join(source, name));
}

function importFile(file: string, options: ImportDataOptions): ImportedFile {
  const rows = parseCsv(readFileSync(file, 'utf8'), file);
  const [first] = rows;
  if (first === undefined) throw new DataError('DATA_FILE_CORRUPT', 'The file is empty', { file });
  const { columns, headerRows } = findCsvColumns(first, options.columns ?? {}, file);
  const symbol = (options.symbol ?? basename(file).replace(/\.\w+$/, '')).toUpperCase();
  const of: BarsOf = { ...options, symbol };
  const exchange = dataTarget(options.data, of, Resolution.Daily);
  const reader = new RowReader(file, columns, options, zoneOf(options, exchange));
  const timed: TimedBar[] = [];
  let skippedRows = 0;
  for (const row of rows.slice(headerRows)) {
    if (options.format === 'yahoo' && reader.isEmpty(row)) skippedRows++;
    else timed.push(reader.read(row));
  }
  if (timed.length === 0) throw new DataError('DATA_FILE_CORRUPT', 'The file holds no bars', { file });
  timed.sort((a, b) => a.local - b.local);
  const resolution = options.resolution ?? detectResolution(timed, file);
  const target = dataTarget(options.data, of, RESOLUTIONS[resolution]);
  checkTimes(timed, target, file);
  const bars = timed.map((bar) => barOf(bar, target));
  const files = writeBars(target, bars);
  const day = (bar: TimedBar | undefined): string => dayText(bar?.day ?? 0);
  return {
    source: file,
    symbol,
    resolution,
    bars: bars.length,
    skippedRows,
    firstDay: day(timed[0]),
    lastDay: day(timed.at(-1)),
    files,
  };
}

function zoneOf(options: ImportDataOptions, exchange: DataTarget): TimeZone {
  return options.timeZone === undefined ? exchange.exchangeHours.timeZone : TimeZone.of(options.timeZone);
}

/** A bar with its line. */
interface TimedBar extends Bar {
  /** Wall-clock time at the exchange, or in the zone that was asked for. */
  readonly local: number;
  /** Day of the text as it stands, whatever its zone: dates daily bars. */
  readonly day: number;
  readonly line: number;
}

/** Reads rows of one file. */
class RowReader {
  readonly #file: string;
  readonly #columns: CsvColumns;
  readonly #options: ImportDataOptions;
  readonly #zone: TimeZone;

  constructor(file: string, columns: CsvColumns, options: ImportDataOptions, zone: TimeZone) {
    this.#file = file;
    this.#columns = columns;
    this.#options = options;
    this.#zone = zone;
  }

  /** Whether a row holds a date but no price at all. */
  isEmpty(row: CsvRow): boolean {
    const { open, high, low, close } = this.#columns;
    return [open, high, low, close].every((column) => /^(null|nan|-|)$/i.test(row.fields[column] ?? ''));
  }

  /** @throws DataError `DATA_ROW_INVALID` */
  read(row: CsvRow): TimedBar {
    const { open, high, low, close, volume } = this.#columns;
    const factor = this.#factor(row);
    const prices = [open, high, low, close].map((column) => this.#price(row, column) * factor) as [
      number,
      number,
      number,
      number,
    ];
    if (prices[1] < prices[2]) throw this.#invalid(row, high, `High ${prices[1]} is below low ${prices[2]}`);
    const time = this.#time(row);
    return {
      ...time,
      line: row.line,
      open: prices[0],
      high: prices[1],
      low: prices[2],
      close: prices[3],
      volume: volume === undefined ? 0 : this.#number(row, volume, 'a number of 0 or more', (value) => value >= 0),
    };
  }

  #time(row: CsvRow): { local: number; day: number; time: number } {
    const { date, time } = this.#columns;
    const text = time === undefined ? (row.fields[date] ?? '') : `${row.fields[date] ?? ''} ${row.fields[time] ?? ''}`;
    const parsed = parseCsvTime(text, this.#options.dateOrder ?? 'mdy');
    if (parsed === undefined) {
      throw this.#invalid(
        row,
        date,
        `Received the time "${text}", expected for example 2024-03-04, 2024-03-04 09:30, 3/4/2024 or epoch seconds`,
      );
    }
    const instant = instantOf(parsed, this.#zone);
    return {
      local: parsed.offset === null ? parsed.local : this.#zone.toLocal(instant),
      day: dayOf(parsed.local),
      time: instant,
    };
  }

  #factor(row: CsvRow): number {
    if (this.#options.adjusted !== true) return 1;
    const { adjclose, close } = this.#columns;
    if (adjclose === undefined) throw this.#invalid(row, close, 'There is no column with the adjusted close');
    return this.#price(row, adjclose) / this.#price(row, close);
  }

  #price(row: CsvRow, column: number): number {
    const price = this.#number(row, column, 'a price above 0', (value) => value > 0);
    return this.#options.format === 'yahoo' ? shortestFloat32(price) : price;
  }

  #number(row: CsvRow, column: number, expected: string, isValid: (value: number) => boolean): number {
    const text = (row.fields[column] ?? '').replace(/^\$/, '').replaceAll(/(?<=\d),(?=\d{3}\b)/g, '');
    const value = text === '' ? Number.NaN : Number(text);
    if (Number.isFinite(value) && isValid(value)) return value;
    throw this.#invalid(row, column, `Received "${row.fields[column] ?? ''}", expected ${expected}`);
  }

  #invalid(row: CsvRow, column: number, message: string): DataError {
    return new DataError('DATA_ROW_INVALID', message, { file: this.#file, line: row.line, column: column + 1 });
  }
}

/** The decimal with fewest digits that has the same float32. */
function shortestFloat32(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === Math.fround(value)) return shorter;
  }
  return value;
}

/** The bar length that is the most common distance between rows. */
function detectResolution(bars: readonly TimedBar[], file: string): ResolutionName {
  const counts = new Map<number, number>();
  for (let i = 1; i < bars.length; i++) {
    const distance = (bars[i]?.local ?? 0) - (bars[i - 1]?.local ?? 0);
    if (distance > 0) counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  const [common] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [MS_PER_DAY];
  if (common >= MS_PER_DAY) return 'daily';
  const names = Object.keys(RESOLUTIONS) as ResolutionName[];
  const name = names.find((candidate) => resolutionToMs(RESOLUTIONS[candidate]) === common);
  if (name !== undefined) return name;
  throw new DataError(
    'DATA_FILE_CORRUPT',
    `The rows are ${common / 1000} s apart; data folders hold bars of a second, a minute, an hour or a day. ` +
      'Import finer bars and consolidate them in the strategy, or say --resolution',
    { file },
  );
}

function checkTimes(bars: readonly TimedBar[], target: DataTarget, file: string): void {
  const isDaily = target.resolution === Resolution.Daily;
  const step = resolutionToMs(target.resolution);
  let previous = Number.NaN;
  for (const bar of bars) {
    const start = isDaily ? bar.day * MS_PER_DAY : bar.local;
    if (start === previous) {
      throw new DataError('DATA_ROW_INVALID', 'Two rows have the same time. Remove one of them', {
        file,
        line: bar.line,
      });
    }
    if (start % step !== 0) {
      throw new DataError('DATA_ROW_INVALID', `The time does not start a bar of ${step / 1000} s`, {
        file,
        line: bar.line,
      });
    }
    previous = start;
  }
}

/** Daily bars are dated by their text, whatever the zone. */
function barOf(bar: TimedBar, target: DataTarget): Bar {
  if (target.resolution !== Resolution.Daily) return bar;
  return { ...bar, time: target.dataTimeZone.toUtc(bar.day * MS_PER_DAY) };
}
