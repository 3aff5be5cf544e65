import type { History, HistoryQuery, PriceBar } from '../algorithm/history.ts';
import type { Universe } from '../algorithm/universe.ts';
import { DataDictionary } from '../data/data-dictionary.ts';
import type { HistoryProvider, HistoryRequest } from '../data/data-feed.ts';
import type { DataPoint } from '../data/data-point.ts';
import { type HistorySlices, historySlices } from '../data/history-slices.ts';
import { customDataOf, quoteBarOf, Slice, tradeBarOf } from '../data/slice.ts';
import type { TimeSlice } from '../data/time-slice.ts';
import { type BaseData, type BaseDataClass, typeNameOf } from '../market/base-data.ts';
import { BaseDataCollection } from '../market/base-data-collection.ts';
import { DataKind } from '../market/data-batch.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { TickType } from '../market/tick-type.ts';
import type { SymbolLike } from '../securities/securities.ts';
import type { AlgorithmRun } from './algorithm-run.ts';
import { customRequests, universeRequests } from './custom-history-requests.ts';
import { finestResolution, historyRequests } from './history-requests.ts';
import { lastKnownPrices } from './last-known-prices.ts';

/** Answers a run's requests for past data. */
export class RunHistory implements History {
  dataPoints = 0;
  readonly #run: AlgorithmRun;
  readonly #provider: HistoryProvider;

  constructor(run: AlgorithmRun, provider: HistoryProvider) {
    this.#run = run;
    this.#provider = provider;
  }

  bars(symbol: SymbolLike, tickType: TickType | undefined, query: HistoryQuery): PriceBar[] | Promise<PriceBar[]> {
    const asked = this.symbolOf(symbol);
    const isQuoted = tickType === TickType.Quote || (tickType === undefined && hasQuotesOnly(asked));
    const kind = isQuoted ? DataKind.QuoteBar : DataKind.TradeBar;
    const bars: PriceBar[] = [];
    // Without a kind LEAN asks for all data of the symbol and then takes the trade bars.
    const wanted = isQuoted ? TickType.Quote : tickType;
    const resolution = query.resolution ?? finestResolution(this.#run, asked);
    const requests = historyRequests(this.#run, asked, wanted, { ...query, resolution });
    const waiting = this.each(requests, (slice) => {
      const point = pointOf(slice, asked, kind);
      if (point !== null) bars.push(isQuoted ? quoteBarOf(point) : tradeBarOf(point));
    });
    return waiting === undefined ? bars : waiting.then(() => bars);
  }

  slices(symbols: Iterable<SymbolLike>, query: HistoryQuery): Slice[] | Promise<Slice[]> {
    const slices: Slice[] = [];
    const requests: HistoryRequest[] = [];
    for (const symbol of symbols) requests.push(...historyRequests(this.#run, this.symbolOf(symbol), undefined, query));
    const waiting = this.each(requests, (slice) => slices.push(new Slice(slice).freeze()));
    return waiting === undefined ? slices : waiting.then(() => slices);
  }

  custom<T extends BaseData>(type: BaseDataClass<T>, symbol: SymbolLike, query: HistoryQuery): T[] | Promise<T[]> {
    const found: T[] = [];
    const requests = customRequests(this.#run, type, this.#customSymbol(type, symbol), query);
    const waiting = this.each(requests, (slice) => {
      for (const point of dataPointsOf(slice)) found.push(customDataOf(point) as T);
    });
    return waiting === undefined ? found : waiting.then(() => found);
  }

  customOfAll<T extends BaseData>(
    type: BaseDataClass<T>,
    symbols: readonly SymbolLike[],
    query: HistoryQuery,
  ): DataDictionary<T>[] | Promise<DataDictionary<T>[]> {
    const found: DataDictionary<T>[] = [];
    const requests = symbols.flatMap((symbol) =>
      customRequests(this.#run, type, this.#customSymbol(type, symbol), query),
    );
    const waiting = this.each(requests, (slice) => {
      const data = new DataDictionary<T>();
      for (const point of dataPointsOf(slice)) data.set(point.subscription.config.symbol, customDataOf(point) as T);
      found.push(data);
    });
    return waiting === undefined ? found : waiting.then(() => found);
  }

  universe(universe: Universe, query: HistoryQuery): BaseDataCollection[] | Promise<BaseDataCollection[]> {
    const found: BaseDataCollection[] = [];
    const waiting = this.each(universeRequests(this.#run, universe, query), (slice) => {
      const points = [...dataPointsOf(slice)].map(customDataOf);
      found.push(points[0] instanceof BaseDataCollection ? points[0] : collected(universe, slice.utcMs, points));
    });
    return waiting === undefined ? found : waiting.then(() => found);
  }

  /** A ticker means the data of that type. */
  #customSymbol(type: BaseDataClass, symbol: SymbolLike): SecuritySymbol {
    if (typeof symbol !== 'string' || symbol.includes('.')) return this.symbolOf(symbol);
    const named = this.#run.securities.find(`${symbol}.${typeNameOf(type)}`);
    return named?.symbol ?? this.symbolOf(symbol);
  }

  lastKnownPrices(symbol: SymbolLike): PriceBar[] | Promise<PriceBar[]> {
    const asked = this.symbolOf(symbol);
    const found = lastKnownPrices(this.#run, [asked]);
    return found instanceof Promise ? found.then((bars) => bars.get(asked.id) ?? []) : (found.get(asked.id) ?? []);
  }

  /** Hands each slice of past data to a function; the slice is valid only during the call. */
  each(requests: readonly HistoryRequest[], take: (slice: TimeSlice) => void): Promise<void> | undefined {
    const merged = historySlices(this.#provider, requests);
    if (merged instanceof Promise) return merged.then((slices) => this.#drain(slices, take));
    this.#drain(merged, take);
    return undefined;
  }

  #drain(slices: HistorySlices, take: (slice: TimeSlice) => void): void {
    for (let slice = slices.next(); slice !== null; slice = slices.next()) take(slice);
    this.dataPoints += slices.dataPointCount;
  }

  /** @throws LockstepError `SECURITY_UNKNOWN` for a ticker that was never added */
  symbolOf(symbol: SymbolLike): SecuritySymbol {
    if (typeof symbol === 'string') return this.#run.securities.get(symbol).symbol;
    return 'permtick' in symbol ? symbol : symbol.symbol;
  }
}

function* dataPointsOf(slice: TimeSlice): Generator<DataPoint> {
  for (let index = 0; index < slice.count; index += 1) {
    const point = slice.points[index] as DataPoint;
    if (point.kind === DataKind.TradeBar) yield point;
  }
}

/** Points that come one by one, as one. */
function collected({ symbol }: Universe, utcMs: number, points: readonly BaseData[]): BaseDataCollection {
  const collection = new BaseDataCollection();
  collection.symbol = symbol;
  collection.timeMs = points[0]?.timeMs ?? utcMs;
  collection.endTimeMs = utcMs;
  collection.data = points;
  return collection;
}

/** Types that have no trades. */
export function hasQuotesOnly(symbol: SecuritySymbol): boolean {
  return symbol.securityType === SecurityType.Forex || symbol.securityType === SecurityType.Cfd;
}

/** The first bar of a kind in a slice of past data, or null. */
export function pointOf(slice: TimeSlice, symbol: SecuritySymbol, kind: DataKind): DataPoint | null {
  for (let index = 0; index < slice.count; index += 1) {
    const point = slice.points[index] as DataPoint;
    if (point.kind === kind && point.subscription.config.symbol.id === symbol.id) return point;
  }
  return null;
}
