import type { DataDictionary } from '../data/data-dictionary.ts';
import type { Slice } from '../data/slice.ts';
import type { BaseData, BaseDataClass } from '../market/base-data.ts';
import type { BaseDataCollection } from '../market/base-data-collection.ts';
import type { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import type { MarginInterestRate } from '../market/margin-interest-rate.ts';
import type { PriceData } from '../market/price-data.ts';
import type { QuoteBar } from '../market/quote-bar.ts';
import type { Tick } from '../market/tick.ts';
import type { TickType } from '../market/tick-type.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import type { SymbolLike } from '../securities/securities.ts';
import type { Resolution } from '../time/resolution.ts';
import type { Universe } from './universes/universe.ts';

/** A bar of trades or of quotes. */
export type PriceBar = TradeBar | QuoteBar;

/** What a security can be given as its last known data. */
export type LastKnown = PriceBar | MarginInterestRate;

/** A kind of data as an argument: `TradeBar`, `QuoteBar`, `Tick` or a custom type. */
export type DataClass<T extends PriceData | BaseData> = abstract new (...args: never[]) => T;

/** Overrides of what a history request takes from the security's own subscription. */
export interface HistoryOptions {
  /** Repeat the last bar where there was no trading. */
  readonly fillForward?: boolean;
  readonly extendedMarketHours?: boolean;
  readonly dataNormalizationMode?: DataNormalizationMode;
}

/** Which stretch of the past: a number of bars before now or an instant, a time before now, or between two instants (epoch ms UTC). */
export type HistoryRange =
  | { readonly periods: number; readonly endUtc?: number }
  | { readonly spanMs: number }
  | { readonly startUtc: number; readonly endUtc: number };

/** What is asked for, of whichever securities. */
export interface HistoryQuery {
  readonly range: HistoryRange;
  /** That of the subscription unless given. */
  readonly resolution: Resolution | undefined;
  readonly options: HistoryOptions;
}

/**
 * Past data as a strategy asks for it. Nothing that ends after now is ever returned. Answers come at once when the
 * history provider answers at once.
 */
export interface History {
  /** Data points that history has brought so far. */
  readonly dataPoints: number;
  /**
   * Bars of one security.
   * @param tickType trades or quotes; undefined: quotes for forex and contracts for difference, else trades
   */
  bars(symbol: SymbolLike, tickType: TickType | undefined, query: HistoryQuery): PriceBar[] | Promise<PriceBar[]>;
  /** Trade and quote ticks of one security. */
  ticks(symbol: SymbolLike, query: HistoryQuery): Tick[] | Promise<Tick[]>;
  /** Data of one kind of several securities, by time; of several ticks at one instant the last. */
  typed<T extends PriceData>(
    type: DataClass<T>,
    symbols: Iterable<SymbolLike>,
    query: HistoryQuery,
  ): DataDictionary<T>[] | Promise<DataDictionary<T>[]>;
  /** Data of a custom type. */
  custom<T extends BaseData>(type: BaseDataClass<T>, symbol: SymbolLike, query: HistoryQuery): T[] | Promise<T[]>;
  /** Data of a custom type about several symbols, by time. */
  customOfAll<T extends BaseData>(
    type: BaseDataClass<T>,
    symbols: readonly SymbolLike[],
    query: HistoryQuery,
  ): DataDictionary<T>[] | Promise<DataDictionary<T>[]>;
  /** What a universe could select from. */
  universe(universe: Universe, query: HistoryQuery): BaseDataCollection[] | Promise<BaseDataCollection[]>;
  /** The last known bar of each kind that a security is subscribed to, oldest first. */
  lastKnownPrices(symbol: SymbolLike): LastKnown[] | Promise<LastKnown[]>;
  /** All data of several securities, by time. */
  slices(symbols: Iterable<SymbolLike>, query: HistoryQuery): Slice[] | Promise<Slice[]>;
  /** The same, one by one: what is not taken is not read. */
  slicesOneByOne(symbols: Iterable<SymbolLike>, query: HistoryQuery): AsyncGenerator<Slice, void, undefined>;
}
