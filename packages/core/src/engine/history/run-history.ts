import type { DataClass, History, HistoryQuery, LastKnown, PriceBar } from '../../algorithm/history.ts';
import type { Universe } from '../../algorithm/universes/universe.ts';
import { DataDictionary } from '../../data/data-dictionary.ts';
import type { HistoryProvider, HistoryRequest } from '../../data/data-feed.ts';
import type { DataPoint } from '../../data/data-point.ts';
import { type HistorySlices, historySlices } from '../../data/history-slices.ts';
import { customDataOf, quoteBarOf, Slice, tickOf, tradeBarOf } from '../../data/slice.ts';
import type { TimeSlice } from '../../data/time-slice.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import { type BaseData, type BaseDataClass, typeNameOf } from '../../market/base-data.ts';
import { BaseDataCollection } from '../../market/base-data-collection.ts';
import { DataKind } from '../../market/data-batch.ts';
import type { PriceData } from '../../market/price-data.ts';
import { QuoteBar } from '../../market/quote-bar.ts';
import { SecurityType } from '../../market/security-type.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { Tick } from '../../market/tick.ts';
import { TickType } from '../../market/tick-type.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import { Resolution } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { lastKnownPrices } from '../subscriptions/last-known-prices.ts';
import { customRequests, universeRequests } from './custom-history-requests.ts';
import { finestResolution, historyRequests, isSubscribedToTicks, tickRequests } from './history-requests.ts';

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
    if (resolution === Resolution.Tick) throw barsOfTicks(asked);
    const requests = historyRequests(this.#run, asked, wanted, { ...query, resolution });
    const waiting = this.each(requests, (slice) => {
      const point = pointOf(slice, asked, kind);
      if (point !== null) bars.push(isQuoted ? quoteBarOf(point) : tradeBarOf(point));
    });
    return waiting === undefined ? bars : waiting.then(() => bars);
  }

  slices(symbols: Iterable<SymbolLike>, query: HistoryQuery): Slice[] | Promise<Slice[]> {
    const slices: Slice[] = [];
    const requests = this.#requestsOfAll(symbols, query);
    const waiting = this.each(requests, (slice) => slices.push(new Slice(slice).freeze()));
    return waiting === undefined ? slices : waiting.then(() => slices);
  }

  async *slicesOneByOne(symbols: Iterable<SymbolLike>, query: HistoryQuery): AsyncGenerator<Slice, void, undefined> {
    const slices = await historySlices(this.#provider, this.#requestsOfAll(symbols, query));
    try {
      // One is read ahead of the one that is given, as in LEAN.
      for (let next = slices.next(); next !== null; ) {
        const slice = new Slice(next).freeze();
        next = slices.next();
        yield slice;
      }
    } finally {
      this.dataPoints += slices.dataPointCount;
    }
  }

  #requestsOfAll(symbols: Iterable<SymbolLike>, query: HistoryQuery): HistoryRequest[] {
    const run = this.#run;
    return [...symbols].flatMap((symbol) => historyRequests(run, this.symbolOf(symbol), undefined, query));
  }

  ticks(symbol: SymbolLike, query: HistoryQuery): Tick[] | Promise<Tick[]> {
    const asked = this.symbolOf(symbol);
    const ticks: Tick[] = [];
    const waiting = this.each(tickRequests(this.#run, asked, query), (slice) => {
      for (let index = 0; index < slice.count; index += 1) {
        const point = slice.points[index] as DataPoint;
        if (point.kind === DataKind.Tick) ticks.push(tickOf(point));
      }
    });
    return waiting === undefined ? ticks : waiting.then(() => ticks);
  }

  typed<T extends PriceData>(
    type: DataClass<T>,
    symbols: Iterable<SymbolLike>,
    query: HistoryQuery,
  ): DataDictionary<T>[] | Promise<DataDictionary<T>[]> {
    const found: DataDictionary<T>[] = [];
    const requests: HistoryRequest[] = [];
    for (const symbol of symbols) requests.push(...this.#requestsOf(type, symbol, query));
    const waiting = this.each(requests, (slice) => {
      const data = dataOfType(new Slice(slice), type);
      if (data.size > 0) found.push(data as DataDictionary<T>);
    });
    return waiting === undefined ? found : waiting.then(() => found);
  }

  #requestsOf(type: DataClass<PriceData>, symbol: SymbolLike, query: HistoryQuery): HistoryRequest[] {
    const run = this.#run;
    const asked = this.symbolOf(symbol);
    if ((type as unknown) === Tick) return tickRequests(run, asked, query);
    const tickType = (type as unknown) === QuoteBar ? TickType.Quote : TickType.Trade;
    const hasTicks = query.resolution === undefined && isSubscribedToTicks(run, asked);
    const resolution = hasTicks ? finestResolution(run, asked) : query.resolution;
    return historyRequests(run, asked, tickType, { ...query, resolution });
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

  lastKnownPrices(symbol: SymbolLike): LastKnown[] | Promise<LastKnown[]> {
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

/** What a slice holds of a type, by symbol; the last tick of each. */
function dataOfType(slice: Slice, type: DataClass<PriceData>): DataDictionary<PriceData> {
  if ((type as unknown) === QuoteBar) return slice.quoteBars;
  if ((type as unknown) !== Tick) return slice.bars;
  const last = new DataDictionary<Tick>();
  for (const [symbol, ticks] of slice.ticks) last.append(symbol, ticks.at(-1) as Tick);
  return last;
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

function barsOfTicks({ value }: SecuritySymbol): LockstepError {
  return new LockstepError(
    'HISTORY_INVALID',
    `history() was asked for bars of ${value} at Resolution.Tick, which has none; ask for history(Tick, '${value}', …), for slices of ['${value}'], or for a resolution of bars.`,
  );
}
