import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  type DataBatch,
  DataError,
  type DataFeed,
  DataKind,
  DataNormalizationMode,
  formatUtc,
  type HistoryProvider,
  type HistoryRequest,
  resolutionName,
  type SubscriptionDataConfig,
  type SubscriptionRequest,
  type SubscriptionSource,
  TickType,
  TimeZone,
} from '@lockstep/core';
import { barBatch } from '../bars/bar-batches.ts';
import { BarColumns, MIXED_DECIMALS } from '../bars/bar-columns.ts';
import { barTimes } from '../bars/bar-times.ts';
import { strictDailyTimes, usesStrictDailyTimes } from '../bars/strict-daily-times.ts';
import type { DataRead } from '../data-read.ts';
import { assertFolder } from '../lean/assert-folder.ts';
import { tickBatch } from '../ticks/tick-batches.ts';
import { tickRows } from '../ticks/tick-rows.ts';
import { type CsvBars, parseCsvBars } from './csv-bar-file.ts';
import type { CsvOptions } from './csv-options.ts';
import { type CsvTicks, parseCsvTicks } from './csv-tick-file.ts';

const NO_BATCHES: readonly DataBatch[] = [];
const ADJUSTED_DIGITS = 10;

/** Bars of a file, with its place and the checksum of its text. */
interface ReadBars extends CsvBars {
  readonly path: string;
  readonly checksum: number;
}

interface ReadTicks extends CsvTicks {
  readonly path: string;
  readonly checksum: number;
}

/**
 * Trade bars of a folder of CSV files named `<TICKER>.csv` or `<ticker>_<resolution>.csv` (minute, hour, daily …). A file
 * serves subscriptions of its own resolution; others get no data. With an adjusted close (Yahoo's `Adj Close`) the
 * Adjusted mode scales all four prices by it, every other mode leaves them as they are. `<ticker>_tick.csv` holds trades,
 * quotes or both.
 */
export class CsvDataFeed implements DataFeed, HistoryProvider {
  readonly #folder: string;
  readonly #options: CsvOptions;
  readonly #files = new Map<string, ReadBars>();
  readonly #ticks = new Map<string, ReadTicks>();
  #names: ReadonlyMap<string, string> | null = null;

  /** @throws LockstepError `DATA_FOLDER_MISSING`, `TIME_ZONE_UNKNOWN` */
  constructor(folder: string, options: CsvOptions = {}) {
    assertFolder(folder);
    if (options.timeZone !== undefined) TimeZone.of(options.timeZone);
    this.#folder = resolve(folder);
    this.#options = options;
  }

  /** @param read notes what is read, where given */
  subscribe(request: SubscriptionRequest, read?: DataRead): SubscriptionSource {
    return new ArraySource(
      this.#batches(request, read, (time, endTime) => endTime >= request.startUtc && time < request.endUtc),
    );
  }

  /** @param read notes what is read, where given */
  getHistory(request: HistoryRequest, read?: DataRead): readonly DataBatch[] {
    return this.#batches(request, read, (_, endTime) => endTime >= request.startUtc && endTime <= request.endUtc);
  }

  /** The files of a ticker with what they hold, in words: `abc.csv with 20 daily bars, 2024-03-01 to 2024-03-28`. */
  describe(ticker: string): string {
    const name = ticker.toLowerCase();
    const own = [...this.#listing()].filter(([file]) => file === `${name}.csv` || file.startsWith(`${name}_`));
    return own.map(([, file]) => this.#describeFile(file)).join('; ');
  }

  #describeFile(name: string): string {
    const path = join(this.#folder, name);
    try {
      if (/_tick\.csv$/i.test(name)) return this.#describeTicks(name, path);
      const { bars, resolution } = parseCsvBars(
        readText(path),
        TimeZone.of('UTC'),
        TimeZone.of('UTC'),
        this.#options,
        path,
      );
      const [first, last] = [bars.time[0]!, bars.time.at(-1)!].map((time) => formatUtc(time).slice(0, 10));
      return `${name} with ${bars.length} ${resolutionName(resolution)} bars, ${first} to ${last}`;
    } catch (error) {
      if (error instanceof DataError) return `${name} (damaged)`;
      throw error;
    }
  }

  #describeTicks(name: string, path: string): string {
    const { trades, quotes } = parseCsvTicks(readText(path), TimeZone.of('UTC'), TimeZone.of('UTC'), path);
    return `${name} with ${trades.length} trades and ${quotes.length} quotes`;
  }

  #batches(
    { config }: SubscriptionRequest,
    read: DataRead | undefined,
    isWanted: (time: number, endTime: number) => boolean,
  ): readonly DataBatch[] {
    if (config.kind === DataKind.Tick) return this.#tickBatches(config, read, isWanted);
    if (config.tickType !== TickType.Trade) return NO_BATCHES;
    const file = this.#read(config);
    if (file !== null) read?.add(file.path, () => file.checksum);
    if (file === null || file.resolution !== config.resolution) return NO_BATCHES;
    const { exchangeHours, incrementMs } = config;
    const zone = exchangeHours.timeZone;
    const times = barTimes(file.bars, zone, zone, incrementMs);
    const isStrict = usesStrictDailyTimes(config);
    const rows: number[] = [];
    const time: number[] = [];
    const endTime: number[] = [];
    for (let row = 0; row < file.bars.length; row++) {
      const strict = isStrict ? strictDailyTimes(exchangeHours, times.local[row]!, incrementMs) : undefined;
      if (strict === null) continue;
      const start = strict?.time ?? times.time[row]!;
      const end = strict?.endTime ?? times.endTime[row]!;
      if (!isWanted(start, end)) continue;
      rows.push(row);
      time.push(start);
      endTime.push(end);
    }
    if (rows.length === 0) return NO_BATCHES;
    const bars = pickRows(file, rows, config.normalization === DataNormalizationMode.Adjusted);
    return [barBatch(bars, Float64Array.from(time), Float64Array.from(endTime), null)];
  }

  #tickBatches(
    config: SubscriptionDataConfig,
    read: DataRead | undefined,
    isWanted: (time: number, endTime: number) => boolean,
  ): readonly DataBatch[] {
    const file = this.#readTicks(config);
    if (file === null) return NO_BATCHES;
    read?.add(file.path, () => file.checksum);
    const ticks = config.tickType === TickType.Quote ? file.quotes : file.trades;
    const time = ticks.time.map((local) => config.exchangeHours.timeZone.toUtc(local));
    const from = time.findIndex((utc) => isWanted(utc, utc));
    const to = time.findLastIndex((utc) => isWanted(utc, utc)) + 1;
    if (from < 0) return NO_BATCHES;
    return [tickBatch(tickRows(ticks, from, to), config.tickType, time.subarray(from, to), 0, null)];
  }

  #readTicks({ symbol, exchangeHours }: SubscriptionDataConfig): ReadTicks | null {
    const name = this.#listing().get(`${symbol.value.toLowerCase()}_tick.csv`);
    if (name === undefined) return null;
    const zone = exchangeHours.timeZone;
    const key = `${name}|${zone.name}`;
    const known = this.#ticks.get(key);
    if (known !== undefined) return known;
    const path = join(this.#folder, name);
    const text = readText(path);
    const ticks = { ...parseCsvTicks(text, zone, this.#fileZone(zone), path), path, checksum: crc32(text) };
    this.#ticks.set(key, ticks);
    return ticks;
  }

  #fileZone(exchangeZone: TimeZone): TimeZone {
    return this.#options.timeZone === undefined ? exchangeZone : TimeZone.of(this.#options.timeZone);
  }

  #read(config: SubscriptionDataConfig): ReadBars | null {
    const ticker = config.symbol.value.toLowerCase();
    const names = this.#listing();
    const name = names.get(`${ticker}_${resolutionName(config.resolution)}.csv`) ?? names.get(`${ticker}.csv`);
    if (name === undefined) return null;
    const zone = config.exchangeHours.timeZone;
    const key = `${name}|${zone.name}`;
    let file = this.#files.get(key);
    if (file === undefined) {
      const path = join(this.#folder, name);
      const text = readText(path);
      file = { ...parseCsvBars(text, zone, this.#fileZone(zone), this.#options, path), path, checksum: crc32(text) };
      this.#files.set(key, file);
    }
    return file;
  }

  #listing(): ReadonlyMap<string, string> {
    this.#names ??= new Map(readdirSync(this.#folder).map((name) => [name.toLowerCase(), name]));
    return this.#names;
  }
}

/** Rows of a file, adjusted for dividends when it is asked for and the file knows them. */
function pickRows({ bars, adjustedClose }: CsvBars, rows: readonly number[], isAdjusted: boolean): BarColumns {
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row]!);
  if (isAdjusted && adjustedClose !== null) {
    const close = bars.values[3]!;
    const values = bars.values.map((column, i) =>
      i === 4
        ? pick(column)
        : Float64Array.from(rows, (row) => adjusted(column[row]!, close[row]!, adjustedClose[row]!)),
    );
    return new BarColumns('trade', pick(bars.time), values, MIXED_DECIMALS);
  }
  const first = rows[0]!;
  if (rows.at(-1)! - first === rows.length - 1) return bars.subarray(first, first + rows.length);
  const scales = bars.scales?.map((column) => Uint8Array.from(rows, (row) => column[row]!));
  return new BarColumns('trade', pick(bars.time), bars.values.map(pick), scales ?? bars.decimals);
}

function adjusted(price: number, close: number, adjustedClose: number): number {
  if (close === 0 || close === adjustedClose) return price;
  if (price === close) return adjustedClose;
  return Number(((price * adjustedClose) / close).toFixed(ADJUSTED_DIGITS));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new DataError('DATA_FILE_CORRUPT', 'Cannot read the file', { file: path }, cause);
  }
}

/** Hands out batches that are at hand. */
class ArraySource implements SubscriptionSource {
  readonly #batches: readonly DataBatch[];
  #next = 0;

  constructor(batches: readonly DataBatch[]) {
    this.#batches = batches;
  }

  next(): DataBatch | null {
    return this.#batches[this.#next++] ?? null;
  }

  close(): void {
    this.#next = this.#batches.length;
  }
}
