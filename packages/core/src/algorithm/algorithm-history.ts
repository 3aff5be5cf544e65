import type { DateTime, Duration } from 'luxon';
import type { DataDictionary } from '../data/data-dictionary.ts';
import type { Slice } from '../data/slice.ts';
import { BaseData, type BaseDataClass } from '../market/base-data.ts';
import type { BaseDataCollection } from '../market/base-data-collection.ts';
import { QuoteBar } from '../market/quote-bar.ts';
import { TickType } from '../market/tick-type.ts';
import type { SymbolLike } from '../securities/securities.ts';
import type { Resolution } from '../time/resolution.ts';
import { AlgorithmOrders } from './algorithm-orders.ts';
import type { BarClass, HistoryOptions, PriceBar } from './history.ts';
import { type HistoryArguments, historyQuery } from './history-arguments.ts';
import { Universe } from './universe.ts';

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
  /** Past bars of one kind: `history(QuoteBar, 'SPY', 10)`. */
  history<B extends PriceBar>(
    type: BarClass<B>,
    symbol: SymbolLike,
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<B[]>;
  history<B extends PriceBar>(
    type: BarClass<B>,
    symbol: SymbolLike,
    start: DateTime,
    end: DateTime,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<B[]>;
  /** Past data of a custom type: `history(Weather, 'NYC.Weather', 10)`. */
  history<T extends BaseData>(
    type: BaseDataClass<T>,
    symbol: SymbolLike,
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<T[]>;
  history<T extends BaseData>(
    type: BaseDataClass<T>,
    symbol: SymbolLike,
    start: DateTime,
    end: DateTime,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<T[]>;
  /** Past data of a custom type about several symbols, by time: `history(Fundamental, ['SPY', 'AAPL'], 2)`. */
  history<T extends BaseData>(
    type: BaseDataClass<T>,
    symbols: readonly SymbolLike[],
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    options?: HistoryOptions,
  ): Promise<DataDictionary<T>[]>;
  history<T extends BaseData>(
    type: BaseDataClass<T>,
    symbols: readonly SymbolLike[],
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
  /** Past data of several securities, by time. */
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
  async history(...args: readonly unknown[]): Promise<PriceBar[] | Slice[] | BaseData[] | DataDictionary<BaseData>[]> {
    const { history, securities } = this.run;
    const [first, second] = args;
    if (isCustomType(first)) {
      const query = historyQuery(args.slice(2) as unknown as HistoryArguments);
      if (Array.isArray(second)) return history.customOfAll(first, second, query);
      return history.custom(first, second as SymbolLike, query);
    }
    if (typeof first === 'function') {
      const tickType = tickTypeOf(first as BarClass<PriceBar>);
      return history.bars(second as SymbolLike, tickType, historyQuery(args.slice(2) as unknown as HistoryArguments));
    }
    const isForAll = typeof first === 'number' || (typeof first === 'object' && first !== null && 'toMillis' in first);
    if (isForAll) return history.slices(securities, historyQuery(args as unknown as HistoryArguments));
    const query = historyQuery(args.slice(1) as unknown as HistoryArguments);
    if (first instanceof Universe) return history.universe(first, query);
    if (Array.isArray(first)) return history.slices(first as SymbolLike[], query);
    return history.bars(first as SymbolLike, undefined, query);
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
  getLastKnownPrices(symbol: SymbolLike): PriceBar[] | Promise<PriceBar[]> {
    return this.run.history.lastKnownPrices(symbol);
  }

  /** Shows past bars to a security's volatility model; raw prices are scaled to the present. */
  warmUpVolatilityModel(symbol: SymbolLike, periods: number, resolution: Resolution): void {
    this.run.securitySetup.warmUpVolatility(symbol, { resolution, periods });
  }
}

function isCustomType(value: unknown): value is BaseDataClass {
  return typeof value === 'function' && value.prototype instanceof BaseData;
}

/** The kind of data that bars of a class are made of. */
export function tickTypeOf(type: BarClass<PriceBar>): TickType {
  return (type as unknown) === QuoteBar ? TickType.Quote : TickType.Trade;
}
