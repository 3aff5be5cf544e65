import { LockstepError } from '../errors/lockstep-error.ts';
import {
  type AuxiliaryEvent,
  AuxiliaryType,
  type Delisting,
  type Dividend,
  type Split,
  type SymbolChangedEvent,
} from '../market/auxiliary-event.ts';
import type { BaseData, BaseDataClass } from '../market/base-data.ts';
import type { CustomDataBatch } from '../market/custom-data-batch.ts';
import { DataKind, type QuoteBarBatch, type TickBatch, type TradeBarBatch } from '../market/data-batch.ts';
import { MarginInterestRate } from '../market/margin-interest-rate.ts';
import type { PriceData } from '../market/price-data.ts';
import { QuoteBar } from '../market/quote-bar.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Tick } from '../market/tick.ts';
import { TradeBar } from '../market/trade-bar.ts';
import { DataDictionary } from './data-dictionary.ts';
import type { DataPoint } from './data-point.ts';
import type { SubscriptionDataConfig } from './subscription-data-config.ts';
import type { TimeSlice } from './time-slice.ts';

/** The data of a slice by kind. */
interface SliceContent {
  readonly bars: DataDictionary<TradeBar>;
  readonly quoteBars: DataDictionary<QuoteBar>;
  readonly ticks: DataDictionary<Tick[]>;
  readonly dividends: DataDictionary<Dividend>;
  readonly splits: DataDictionary<Split>;
  readonly delistings: DataDictionary<Delisting>;
  readonly symbolChangedEvents: DataDictionary<SymbolChangedEvent>;
  /** Custom data by type: the last of a symbol. */
  readonly custom: Map<BaseDataClass, DataDictionary<BaseData>>;
}

/**
 * Everything a strategy's subscriptions brought at one instant. Bars are made when they are first asked for; ask within
 * the time step and keep the bars, not the slice: a first look after it throws `SLICE_EXPIRED`.
 */
export class Slice {
  /** The instant, epoch ms UTC. */
  readonly utcMs: number;
  readonly #source: TimeSlice;
  #content: SliceContent | null = null;

  constructor(source: TimeSlice) {
    this.utcMs = source.utcMs;
    this.#source = source;
  }

  get #data(): SliceContent {
    if (this.#content === null) {
      if (this.#source.utcMs !== this.utcMs) {
        throw new LockstepError(
          'SLICE_EXPIRED',
          'A slice was read for the first time after its time step. Take its bars in onData and keep those.',
        );
      }
      this.#content = read(this.#source);
    }
    return this.#content;
  }

  /** Trade bars that end now, by symbol; of several the shortest. */
  get bars(): DataDictionary<TradeBar> {
    return this.#data.bars;
  }

  /** Quote bars that end now, by symbol; of several the shortest. */
  get quoteBars(): DataDictionary<QuoteBar> {
    return this.#data.quoteBars;
  }

  /** Trade and quote ticks of now, by symbol, in the order trades, quotes; suspicious ones included. */
  get ticks(): DataDictionary<Tick[]> {
    return this.#data.ticks;
  }

  /** Dividends that go ex now, by symbol. */
  get dividends(): DataDictionary<Dividend> {
    return this.#data.dividends;
  }

  /** Splits that are announced or happen now, by symbol. */
  get splits(): DataDictionary<Split> {
    return this.#data.splits;
  }

  /** Delistings that are announced or happen now, by symbol. */
  get delistings(): DataDictionary<Delisting> {
    return this.#data.delistings;
  }

  /** Changes of ticker that happen now, by symbol. */
  get symbolChangedEvents(): DataDictionary<SymbolChangedEvent> {
    return this.#data.symbolChangedEvents;
  }

  /** Funding rates of crypto futures that come now, by symbol. */
  get marginInterestRates(): DataDictionary<MarginInterestRate> {
    return this.get(MarginInterestRate);
  }

  /** All trade bars, then all quote bars that end now. */
  get allData(): (TradeBar | QuoteBar)[] {
    return [...this.bars.values, ...this.quoteBars.values];
  }

  /** Some data of the strategy's own subscriptions is there. */
  get hasData(): boolean {
    return hasUserData(this.#source);
  }

  /** The trade bar of a symbol, or else its quote bar, or undefined. */
  get(symbol: SecuritySymbol | string): TradeBar | QuoteBar | undefined;
  /** Custom data of a type, by symbol. */
  get<T extends BaseData>(type: BaseDataClass<T>): DataDictionary<T>;
  /** Custom data of a type and symbol, or undefined. */
  get<T extends BaseData>(type: BaseDataClass<T>, symbol: SecuritySymbol | string): T | undefined;
  get(
    first: SecuritySymbol | string | BaseDataClass,
    symbol?: SecuritySymbol | string,
  ): TradeBar | QuoteBar | BaseData | DataDictionary<BaseData> | undefined {
    if (typeof first !== 'function') return this.bars.get(first) ?? this.quoteBars.get(first);
    const data = this.#data.custom.get(first) ?? new DataDictionary<BaseData>();
    return symbol === undefined ? data : data.get(symbol);
  }

  /** There is something of this symbol or ticker: a bar or a corporate event. */
  containsKey(symbol: SecuritySymbol | string): boolean {
    const { custom, ...kinds } = this.#data;
    const all: readonly DataDictionary<unknown>[] = [...Object.values(kinds), ...custom.values()];
    return all.some((data) => data.has(symbol));
  }

  /** Makes the bars now, so that the slice stays readable (history). */
  freeze(): this {
    void this.#data;
    return this;
  }
}

/** True when a time slice holds anything of a subscription the strategy made. */
export function hasUserData(source: TimeSlice): boolean {
  for (let index = 0; index < source.count; index += 1) {
    const point = source.points[index] as DataPoint;
    if (!point.subscription.config.isInternal && !point.subscription.removed) return true;
  }
  return false;
}

function read(source: TimeSlice): SliceContent {
  const content: SliceContent = {
    bars: new DataDictionary(),
    quoteBars: new DataDictionary(),
    ticks: new DataDictionary(),
    dividends: new DataDictionary(),
    splits: new DataDictionary(),
    delistings: new DataDictionary(),
    symbolChangedEvents: new DataDictionary(),
    custom: new Map(),
  };
  for (let index = 0; index < source.count; index += 1) {
    const point = source.points[index] as DataPoint;
    const { config } = point.subscription;
    if (point.subscription.removed) continue;
    if (point.auxiliary !== null) {
      if (!config.isInternal || point.auxiliary.type === AuxiliaryType.Delisting)
        addEvent(content, config.symbol, point.auxiliary);
    } else if (config.customType !== null) {
      addCustom(content.custom, config.customType, point);
    } else if (!config.isInternal) addBar(content, point);
  }
  return content;
}

function addCustom(custom: SliceContent['custom'], type: BaseDataClass, point: DataPoint): void {
  let data = custom.get(type);
  if (data === undefined) {
    data = new DataDictionary();
    custom.set(type, data);
  }
  data.set(point.subscription.config.symbol, customDataOf(point));
}

/** The custom data that a data point refers to. */
export function customDataOf(point: BarPoint): BaseData {
  return (point.batch as CustomDataBatch).points[point.row] as BaseData;
}

/** Of two bars of a symbol that end together, the shorter one stays. */
function addBar(content: SliceContent, point: DataPoint): void {
  const { symbol } = point.subscription.config;
  const period = point.endTimeMs - point.timeMs;
  if (point.kind === DataKind.TradeBar) {
    const there = content.bars.latest(symbol);
    if (there === undefined) content.bars.append(symbol, tradeBarOf(point));
    else if (period < there.periodMs) content.bars.set(symbol, tradeBarOf(point));
  } else if (point.kind === DataKind.QuoteBar) {
    const there = content.quoteBars.latest(symbol);
    if (there === undefined) content.quoteBars.append(symbol, quoteBarOf(point));
    else if (period < there.periodMs) content.quoteBars.set(symbol, quoteBarOf(point));
  } else {
    const there = content.ticks.latest(symbol);
    if (there === undefined) content.ticks.append(symbol, [tickOf(point)]);
    else there.push(tickOf(point));
  }
}

/** Events are found under the ticker of the subscription, also while the security trades under another. */
function addEvent(content: SliceContent, symbol: SecuritySymbol, event: AuxiliaryEvent): void {
  switch (event.type) {
    case AuxiliaryType.Dividend:
      content.dividends.set(symbol, event);
      break;
    case AuxiliaryType.Split:
      content.splits.set(symbol, event);
      break;
    case AuxiliaryType.Delisting:
      content.delistings.set(symbol, event);
      break;
    default:
      content.symbolChangedEvents.set(symbol, event);
  }
}

/** What makes up a bar. */
export type BarPoint = Pick<DataPoint, 'batch' | 'row' | 'kind' | 'timeMs' | 'endTimeMs' | 'isFillForward'> & {
  readonly subscription: { readonly config: SubscriptionDataConfig };
};

/** The bar that a data point refers to. */
export function barOf(point: BarPoint): TradeBar | QuoteBar {
  return point.kind === DataKind.TradeBar ? tradeBarOf(point) : quoteBarOf(point);
}

/** The bar or tick that a data point refers to. */
export function priceDataOf(point: BarPoint): PriceData {
  return point.kind === DataKind.Tick ? tickOf(point) : barOf(point);
}

/** The tick that a data point refers to. */
export function tickOf(point: BarPoint): Tick {
  const { symbol, exchangeHours } = point.subscription.config;
  return new Tick(symbol, exchangeHours.timeZone, point.batch as TickBatch, point.row);
}

/** The trade bar that a data point refers to. */
export function tradeBarOf(point: BarPoint): TradeBar {
  const batch = point.batch as TradeBarBatch;
  const row = point.row;
  return new TradeBar(
    point.subscription.config.symbol,
    point.timeMs,
    point.endTimeMs,
    batch.open[row]!,
    batch.high[row]!,
    batch.low[row]!,
    batch.close[row]!,
    point.isFillForward ? 0 : batch.volume[row]!,
    point.subscription.config.exchangeHours.timeZone,
    point.isFillForward,
    batch.exact,
    row,
  );
}

/** The quote bar that a data point refers to. */
export function quoteBarOf(point: BarPoint): QuoteBar {
  const batch = point.batch as QuoteBarBatch;
  const row = point.row;
  const bid =
    batch.bidClose[row] === 0
      ? null
      : { open: batch.bidOpen[row]!, high: batch.bidHigh[row]!, low: batch.bidLow[row]!, close: batch.bidClose[row]! };
  const ask =
    batch.askClose[row] === 0
      ? null
      : { open: batch.askOpen[row]!, high: batch.askHigh[row]!, low: batch.askLow[row]!, close: batch.askClose[row]! };
  return new QuoteBar(
    point.subscription.config.symbol,
    point.timeMs,
    point.endTimeMs,
    bid,
    batch.bidSize[row]!,
    ask,
    batch.askSize[row]!,
    point.subscription.config.exchangeHours.timeZone,
    point.isFillForward,
    batch.exact,
    row,
  );
}
