import { DataError, LockstepError } from '../errors/lockstep-error.ts';
import { AuxiliaryType } from '../market/auxiliary-event.ts';
import {
  type BaseData,
  type BaseDataClass,
  type CustomDataConfig,
  FileFormat,
  type SubscriptionDataSource,
  SubscriptionTransportMedium,
} from '../market/base-data.ts';
import { BaseDataCollection } from '../market/base-data-collection.ts';
import { CustomDataBatch } from '../market/custom-data-batch.ts';
import { AuxiliaryBatch, type DataBatch } from '../market/data-batch.ts';
import type { FineFundamentalProvider } from '../market/fine-fundamentals.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { dayOf } from '../time/calendar.ts';
import { toDateTime } from '../time/date-time.ts';
import { MS_PER_DAY } from '../time/resolution.ts';
import type { SubscriptionRequest, SubscriptionSource } from './data-feed.ts';

/** Where custom types read from. */
export interface CustomDataFiles {
  /** Text of a file of the data folder, or null. */
  dataFile(path: string): string | null;
  /** Text under a key of the object store, or null. */
  stored(key: string): string | null;
  /** Ticker of an equity on a day (days since 1970-01-01); null while it is not listed. */
  tickerOn(symbol: SecuritySymbol, day: number): string | null;
  /** What is known of companies. */
  readonly fineFundamentals: FineFundamentalProvider;
}

/** A day on which there may be data, and what there is. */
export interface CustomDataDay {
  /** Days since 1970-01-01 in the data's zone. */
  readonly day: number;
  /** The change of ticker with which it begins, or null. */
  readonly renamed: AuxiliaryBatch | null;
  readonly points: readonly BaseData[];
}

/** Reads the data of a custom type day by day, as the type says where it lies. */
export class CustomDataSource implements SubscriptionSource {
  readonly #request: SubscriptionRequest;
  readonly #files: CustomDataFiles;
  readonly #factory: BaseData;
  readonly #mapped: SecuritySymbol | null;
  #day: number;
  readonly #lastDay: number;
  #ticker: string;
  #source = '';
  #lastEndMs = Number.NEGATIVE_INFINITY;
  #waiting: DataBatch | null = null;
  /** It has found a file, or what it names instead. */
  hasFound = false;
  /** What it looked for last. */
  get source(): string {
    return this.#source;
  }

  /**
   * @throws LockstepError `SUBSCRIPTION_MISSING` for a request without a custom type, `CUSTOM_DATA_INVALID` for a type that
   * does not say where its data lies or how to read it
   */
  constructor(request: SubscriptionRequest, files: CustomDataFiles) {
    const { customType, symbol, dataTimeZone } = request.config;
    if (customType === null) {
      throw new LockstepError('SUBSCRIPTION_MISSING', `${symbol.value} is not subscribed to a type of custom data.`);
    }
    this.#request = request;
    this.#files = files;
    this.#factory = new customType();
    assertReadable(this.#factory);
    this.#mapped = this.#factory.requiresMapping() ? symbol.underlying : null;
    this.#day = dayOf(dataTimeZone.toLocal(request.startUtc));
    this.#lastDay = dayOf(dataTimeZone.toLocal(request.endUtc - 1));
    this.#ticker = this.#tickerOn(this.#day) ?? symbol.value;
  }

  next(): DataBatch | null {
    if (this.#waiting !== null) {
      const waiting = this.#waiting;
      this.#waiting = null;
      return waiting;
    }
    for (let read = this.nextDay(); read !== null; read = this.nextDay()) {
      const { renamed, points } = read;
      const batch = points.length === 0 ? null : new CustomDataBatch(points);
      if (renamed === null && batch !== null) return batch;
      if (renamed === null) continue;
      this.#waiting = batch;
      return renamed;
    }
    return null;
  }

  /** The next day on which the exchange opens, whether there is data or not; null after the last. */
  nextDay(): CustomDataDay | null {
    while (this.#day <= this.#lastDay) {
      const day = this.#day++;
      const ticker = this.#tickerOn(day);
      if (ticker === null || !this.#isTradable(day)) continue;
      const renamed = this.#renamed(day, ticker);
      return { day, renamed, points: this.#pointsOf(day) };
    }
    return null;
  }

  #isTradable(day: number): boolean {
    const { exchangeHours, dataTimeZone, extendedMarketHours } = this.#request.config;
    if (exchangeHours.isAlwaysOpen) return true;
    const toLocal = (midnight: number): number => exchangeHours.timeZone.toLocal(dataTimeZone.toUtc(midnight));
    return exchangeHours.isOpenBetween(toLocal(day * MS_PER_DAY), toLocal((day + 1) * MS_PER_DAY), extendedMarketHours);
  }

  close(): void {
    this.#day = Number.POSITIVE_INFINITY;
  }

  #renamed(day: number, ticker: string): AuxiliaryBatch | null {
    const oldSymbol = this.#ticker;
    this.#ticker = ticker;
    if (ticker === oldSymbol) return null;
    const { symbol, exchangeHours } = this.#request.config;
    const timeMs = exchangeHours.timeZone.toUtc(day * MS_PER_DAY);
    return new AuxiliaryBatch([{ type: AuxiliaryType.SymbolChanged, symbol, timeMs, oldSymbol, newSymbol: ticker }]);
  }

  /** Ticker that the data lies under on a day; null on one on which the security is not listed. */
  #tickerOn(day: number): string | null {
    return this.#mapped === null ? this.#request.config.symbol.value : this.#files.tickerOn(this.#mapped, day);
  }

  #pointsOf(day: number): BaseData[] {
    const { symbol, resolution, exchangeHours, dataTimeZone } = this.#request.config;
    const config: CustomDataConfig = {
      symbol,
      resolution,
      mappedTicker: this.#ticker,
      exchangeTimeZone: exchangeHours.timeZone,
      dataTimeZone,
      fineFundamentals: this.#files.fineFundamentals,
    };
    const date = toDateTime(dataTimeZone.toUtc(day * MS_PER_DAY), dataTimeZone);
    const source = this.#factory.getSource(config, date);
    if (source === null || source.source === this.#source) return [];
    this.#source = source.source;
    const text = this.#textOf(source);
    if (text === null) return [];
    this.hasFound = true;
    const points: BaseData[] = [];
    for (const [index, part] of partsOf(source, text)) {
      const read = this.#read(config, part, date, { source: source.source, line: index + 1 });
      for (const point of Array.isArray(read) ? read : [read]) if (point !== null) points.push(point);
    }
    if (source.sort === true) points.sort((a, b) => a.endTimeMs - b.endTimeMs);
    const folded = source.format === FileFormat.FoldingCollection ? this.#fold(points) : points;
    return folded.filter((point) => this.#isWanted(point));
  }

  /** Points that follow each other and end together, as one; what its reader has made one already stays. */
  #fold(points: readonly BaseData[]): BaseData[] {
    const type = this.#factory.constructor as BaseDataClass;
    const collections: BaseDataCollection[] = [];
    for (let first = 0; first < points.length; ) {
      const point = points[first] as BaseData;
      if (point instanceof BaseDataCollection && point.data.length > 0) {
        collections.push(point);
        first += 1;
        continue;
      }
      const { timeMs, endTimeMs } = point;
      let end = first + 1;
      while (points[end]?.endTimeMs === endTimeMs) end += 1;
      const one = new type();
      const collection = one instanceof BaseDataCollection ? one : new BaseDataCollection();
      collection.symbol = this.#request.config.symbol;
      collection.timeMs = timeMs;
      collection.endTimeMs = endTimeMs;
      collection.data = points.slice(first, end);
      collections.push(collection);
      first = end;
    }
    return collections;
  }

  #textOf({ source, transportMedium }: SubscriptionDataSource): string | null {
    return transportMedium === SubscriptionTransportMedium.ObjectStore
      ? this.#files.stored(source)
      : this.#files.dataFile(source);
  }

  /** @throws DataError `CUSTOM_DATA_INVALID` when the reader throws, or gives a point without a time or a value */
  #read(
    config: CustomDataConfig,
    text: string,
    date: Parameters<BaseData['reader']>[2],
    { source, line }: { readonly source: string; readonly line: number },
  ): BaseData | readonly BaseData[] | null {
    const type = this.#factory.constructor.name;
    let read: BaseData | readonly BaseData[] | null;
    try {
      read = this.#factory.reader(config, text, date);
    } catch (cause: unknown) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new DataError(
        'CUSTOM_DATA_INVALID',
        `The reader of ${type} failed: ${reason}`,
        { file: source, line },
        cause,
      );
    }
    for (const point of Array.isArray(read) ? read : [read]) {
      if (point === null) continue;
      point.symbol ??= config.symbol;
      const message = mistakeOf(point);
      if (message === null) continue;
      throw new DataError('CUSTOM_DATA_INVALID', `The reader of ${type} gave ${message}`, { file: source, line });
    }
    return read;
  }

  #isWanted(point: BaseData): boolean {
    if (point.endTimeMs < this.#lastEndMs) return false;
    this.#lastEndMs = point.endTimeMs;
    return point.endTimeMs >= this.#request.startUtc && point.timeMs < this.#request.endUtc;
  }
}

/** @throws LockstepError `CUSTOM_DATA_INVALID` */
function assertReadable(factory: BaseData): void {
  for (const method of ['getSource', 'reader'] as const) {
    if (typeof factory[method] === 'function') continue;
    throw new LockstepError(
      'CUSTOM_DATA_INVALID',
      `The type ${factory.constructor.name} has no ${method}; a class of custom data says with getSource(config, date) where its data lies, and with reader(config, line, date) what a line means.`,
    );
  }
}

/** What is wrong with a point, or null. */
function mistakeOf({ timeMs, endTimeMs, value }: BaseData): string | null {
  if (!Number.isFinite(timeMs) || !Number.isFinite(endTimeMs)) {
    return 'a point without a time; it sets timeMs, epoch ms UTC';
  }
  return Number.isFinite(value)
    ? null
    : `a point with the value ${value}; it sets a finite number, or returns null to leave the line out`;
}

/** What the reader is given, one after the other, with its place: lines that are not empty, or all of the text. */
function* partsOf({ format }: SubscriptionDataSource, text: string): Generator<readonly [number, string]> {
  if (format === FileFormat.UnfoldingCollection) {
    yield [0, text];
    return;
  }
  for (const [index, line] of text.split('\n').entries()) {
    const content = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (content !== '') yield [index, content];
  }
}
