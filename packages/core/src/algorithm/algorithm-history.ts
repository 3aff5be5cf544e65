import type { DateTime, Duration } from 'luxon';
import type { DataDictionary } from '../data/data-dictionary.ts';
import type { Slice } from '../data/slice.ts';
import { BaseData, type BaseDataClass } from '../market/base-data.ts';
import type { BaseDataCollection } from '../market/base-data-collection.ts';
import type { PriceData } from '../market/price-data.ts';
import { QuoteBar } from '../market/quote-bar.ts';
import { Tick } from '../market/tick.ts';
import { TickType } from '../market/tick-type.ts';
import type { SymbolLike } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import type { Resolution } from '../time/resolution.ts';
import { AlgorithmOrders } from './algorithm-orders.ts';
import type { DataClass, HistoryOptions, HistoryQuery, LastKnown, PriceBar } from './history.ts';
import { type HistoryArguments, historyQuery } from './history-arguments.ts';
import { Universe } from './universes/universe.ts';

/** The history calls of an algorithm. */
export abstract class AlgorithmHistory extends AlgorithmOrders {
  /**
   * Past bars of a security up to now: trade bars, or quote bars for forex and contracts for difference. Ask for a
   * number of bars, for a duration, or for the time between two dates.
   *
   * @param resolution that of the security's subscription unless given
   * @example
   * const closes = (await this.history('SPY', 20, Resolution.Daily)).map((bar) => bar.close);
   * @throws LockstepError `HISTORY_INVALID`, `SECURITY_UNKNOWN`
   */
  history(
    symbol: SymbolLike,
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<PriceBar[]>;
  history(
    symbol: SymbolLike,
    start: DateTime,
    end: DateTime,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<PriceBar[]>;
  /**
   * Past data of one kind: `history(QuoteBar, 'SPY', 10)`, `history(Weather, 'NYC.Weather', 10)`. Ticks are asked for by a
   * duration or two dates, not by their number: `history(Tick, 'SPY', Duration.fromObject({ hours: 1 }))`.
   */
  history<T extends PriceData | BaseData>(
    type: DataClass<T>,
    symbol: SymbolLike,
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<T[]>;
  history<T extends PriceData | BaseData>(
    type: DataClass<T>,
    symbol: SymbolLike,
    start: DateTime,
    end: DateTime,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<T[]>;
  /**
   * Past data of one kind of several securities, or of all where none are named, by time: what each instant brought, by
   * symbol; of several ticks the last.
   */
  history<T extends PriceData | BaseData>(
    type: DataClass<T>,
    symbols: readonly SymbolLike[],
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<DataDictionary<T>[]>;
  history<T extends PriceData | BaseData>(
    type: DataClass<T>,
    symbols: readonly SymbolLike[],
    start: DateTime,
    end: DateTime,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<DataDictionary<T>[]>;
  history<T extends PriceData | BaseData>(
    type: DataClass<T>,
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<DataDictionary<T>[]>;
  history<T extends PriceData | BaseData>(
    type: DataClass<T>,
    start: DateTime,
    end: DateTime,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<DataDictionary<T>[]>;
  /** What a universe could select from, by time. */
  history(
    universe: Universe,
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<BaseDataCollection[]>;
  history(
    universe: Universe,
    start: DateTime,
    end: DateTime,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<BaseDataCollection[]>;
  /** Past data of several securities, by time; with all ticks where they are subscribed to or asked for. */
  history(
    symbols: readonly SymbolLike[],
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<Slice[]>;
  history(
    symbols: readonly SymbolLike[],
    start: DateTime,
    end: DateTime,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<Slice[]>;
  /** Past data of all securities, by time. */
  history(periodsOrSpan: number | Duration, resolution?: Resolution, options?: HistoryOptions): Promise<Slice[]>;
  history(start: DateTime, end: DateTime, resolution?: Resolution, options?: HistoryOptions): Promise<Slice[]>;
  async history(...args: readonly unknown[]): Promise<PastData> {
    const { history, securities } = this.run;
    if (typeof args[0] === 'function')
      return this.#typedHistory(args[0] as DataClass<PriceData | BaseData>, args.slice(1));
    const [first] = args;
    if (isRange(first)) return history.slices(securities, queryOf(args));
    const query = queryOf(args.slice(1));
    if (first instanceof Universe) return history.universe(first, query);
    if (Array.isArray(first)) return history.slices(first as SymbolLike[], query);
    return history.bars(first as SymbolLike, undefined, query);
  }

  /**
   * Past data of several securities, or of all where none are named, slice by slice: what the loop does not take is neither
   * made nor counted, as LEAN's lazy enumeration does not.
   *
   * @example
   * for await (const slice of this.historySlices(10, Resolution.Daily)) {
   *   if (slice.bars.has('SPY')) break;
   * }
   * @throws LockstepError `HISTORY_INVALID`, `SECURITY_UNKNOWN`
   */
  historySlices(
    symbols: readonly SymbolLike[],
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): AsyncGenerator<Slice, void, undefined>;
  historySlices(
    symbols: readonly SymbolLike[],
    start: DateTime,
    end: DateTime,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): AsyncGenerator<Slice, void, undefined>;
  historySlices(
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): AsyncGenerator<Slice, void, undefined>;
  historySlices(
    start: DateTime,
    end: DateTime,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): AsyncGenerator<Slice, void, undefined>;
  historySlices(...args: readonly unknown[]): AsyncGenerator<Slice, void, undefined> {
    const { history, securities } = this.run;
    if (isRange(args[0])) return history.slicesOneByOne(securities, queryOf(args));
    return history.slicesOneByOne(args[0] as readonly SymbolLike[], queryOf(args.slice(1)));
  }

  #typedHistory(type: DataClass<PriceData | BaseData>, args: readonly unknown[]): PastData | Promise<PastData> {
    const { history, securities } = this.run;
    const [first] = args;
    const isForAll = isRange(first);
    const query = queryOf(isForAll ? args : args.slice(1));
    const symbols = isForAll ? securities : first;
    if (isCustomType(type)) {
      if (isForAll) return history.customOfAll(type, ofType(securities, type), query);
      if (Array.isArray(symbols)) return history.customOfAll(type, symbols as SymbolLike[], query);
      return history.custom(type, symbols as SymbolLike, query);
    }
    const prices = type as DataClass<PriceData>;
    if (isForAll || Array.isArray(symbols)) return history.typed(prices, symbols as Iterable<SymbolLike>, query);
    if ((prices as unknown) === Tick) return history.ticks(symbols as SymbolLike, query);
    return history.bars(symbols as SymbolLike, tickTypeOf(prices), query);
  }

  /**
   * `history` of one security without waiting where the data is at hand, as files are: for models and initialisers,
   * which are asked and must answer.
   *
   * @throws LockstepError `HISTORY_INVALID`, `SECURITY_UNKNOWN`
   */
  historyAtOnce(
    symbol: SymbolLike,
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): PriceBar[] | Promise<PriceBar[]> {
    return this.run.history.bars(
      symbol,
      undefined,
      historyQuery([periodsOrSpan, resolution, options] as HistoryArguments),
    );
  }

  /**
   * The last bars of a security before now, one of each kind that it is subscribed to, oldest first; empty when there
   * are none in the last weeks. For seeding: see `FuncSecuritySeeder`.
   */
  getLastKnownPrices(symbol: SymbolLike): LastKnown[] | Promise<LastKnown[]> {
    return this.run.history.lastKnownPrices(symbol);
  }

  /** Shows past bars to a security's volatility model; raw prices are scaled to the present. */
  warmUpVolatilityModel(symbol: SymbolLike, periods: number, resolution: Resolution): void {
    this.run.securitySetup.warmUpVolatility(symbol, { resolution, periods });
  }
}

/** The securities that bring data of a custom type. */
function ofType(securities: Iterable<Security>, type: BaseDataClass): Security[] {
  return [...securities].filter(({ subscriptions }) => subscriptions.some(({ customType }) => customType === type));
}

/** What a request for the past brings. */
type PastData = PriceBar[] | Tick[] | BaseData[] | Slice[] | DataDictionary<PriceData | BaseData>[];

/** Whether an argument says how far back, so that no symbol was named. */
function isRange(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'object' && value !== null && 'toMillis' in value);
}

function queryOf(args: readonly unknown[]): HistoryQuery {
  return historyQuery(args as unknown as HistoryArguments);
}

function isCustomType(type: DataClass<PriceData | BaseData>): type is BaseDataClass {
  return type.prototype instanceof BaseData;
}

/** The kind of data that bars of a class are made of; undefined for ticks, of which there are several. */
export function tickTypeOf(type: DataClass<PriceData>): TickType | undefined {
  if ((type as unknown) === Tick) return undefined;
  return (type as unknown) === QuoteBar ? TickType.Quote : TickType.Trade;
}
