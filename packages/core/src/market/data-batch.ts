import type { Decimal } from '../numeric/decimal.ts';
import type { AuxiliaryEvent } from './auxiliary-event.ts';
import { type ExactPrices, exactMidPrice } from './exact-prices.ts';
import { TickType } from './tick-type.ts';

/** What a batch or a subscription carries. */
export const DataKind = { TradeBar: 0, QuoteBar: 1, Tick: 2, Auxiliary: 3 } as const;
export type DataKind = (typeof DataKind)[keyof typeof DataKind];

/**
 * Rows of trade bars of one subscription in time order, as columns. Times are epoch ms UTC; prices are adjusted as the
 * subscription asks, volumes in units of the security.
 */
export class TradeBarBatch {
  readonly kind = DataKind.TradeBar;
  readonly length: number;
  /** Start of each bar. */
  readonly time: Float64Array;
  /** End of each bar: the instant from which it may be seen. */
  readonly endTime: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /** Columns 0–3: open, high, low, close. */
  readonly exact: ExactPrices;

  constructor(columns: {
    readonly length: number;
    readonly time: Float64Array;
    readonly endTime: Float64Array;
    readonly open: Float64Array;
    readonly high: Float64Array;
    readonly low: Float64Array;
    readonly close: Float64Array;
    readonly volume: Float64Array;
    readonly exact: ExactPrices;
  }) {
    this.length = columns.length;
    this.time = columns.time;
    this.endTime = columns.endTime;
    this.open = columns.open;
    this.high = columns.high;
    this.low = columns.low;
    this.close = columns.close;
    this.volume = columns.volume;
    this.exact = columns.exact;
  }
}

/** Rows of quote bars. A side that is missing in a row holds zeros in its four price columns. */
export class QuoteBarBatch {
  readonly kind = DataKind.QuoteBar;
  readonly length: number;
  readonly time: Float64Array;
  readonly endTime: Float64Array;
  readonly bidOpen: Float64Array;
  readonly bidHigh: Float64Array;
  readonly bidLow: Float64Array;
  readonly bidClose: Float64Array;
  readonly bidSize: Float64Array;
  readonly askOpen: Float64Array;
  readonly askHigh: Float64Array;
  readonly askLow: Float64Array;
  readonly askClose: Float64Array;
  readonly askSize: Float64Array;
  /** Columns 0–3: bid open, high, low, close; 4–7: ask open, high, low, close. */
  readonly exact: ExactPrices;

  constructor(columns: {
    readonly length: number;
    readonly time: Float64Array;
    readonly endTime: Float64Array;
    readonly bidOpen: Float64Array;
    readonly bidHigh: Float64Array;
    readonly bidLow: Float64Array;
    readonly bidClose: Float64Array;
    readonly bidSize: Float64Array;
    readonly askOpen: Float64Array;
    readonly askHigh: Float64Array;
    readonly askLow: Float64Array;
    readonly askClose: Float64Array;
    readonly askSize: Float64Array;
    readonly exact: ExactPrices;
  }) {
    this.length = columns.length;
    this.time = columns.time;
    this.endTime = columns.endTime;
    this.bidOpen = columns.bidOpen;
    this.bidHigh = columns.bidHigh;
    this.bidLow = columns.bidLow;
    this.bidClose = columns.bidClose;
    this.bidSize = columns.bidSize;
    this.askOpen = columns.askOpen;
    this.askHigh = columns.askHigh;
    this.askLow = columns.askLow;
    this.askClose = columns.askClose;
    this.askSize = columns.askSize;
    this.exact = columns.exact;
  }
}

/**
 * Trade or quote ticks of one subscription in time order, as columns. Trades have no quote columns and quotes no quantity:
 * those are empty.
 */
export class TickBatch {
  readonly kind = DataKind.Tick;
  readonly tickType: TickType;
  readonly length: number;
  /** Instant of each tick, epoch ms UTC, also where it carries a fraction of a millisecond. */
  readonly time: Float64Array;
  /** The same instants: a tick lasts no time. */
  readonly endTime: Float64Array;
  /** Price of the trade; the middle of a quote, or its only side. */
  readonly value: Float64Array;
  readonly quantity: Float64Array;
  readonly bidPrice: Float64Array;
  readonly bidSize: Float64Array;
  readonly askPrice: Float64Array;
  readonly askSize: Float64Array;
  /** Index of each tick's exchange in `exchanges`. */
  readonly exchange: Uint8Array;
  /** Codes of exchanges as the data name them; the first is empty. */
  readonly exchanges: readonly string[];
  /** Flags of each tick, as in LEAN's `TradeConditionFlags` and `QuoteConditionFlags`. */
  readonly saleCondition: Uint32Array;
  /** 1 for ticks that are shown but count for nothing else. */
  readonly suspicious: Uint8Array;
  /** Column 0: the price of trades, the bid of quotes; 1: the ask of quotes. */
  readonly exact: ExactPrices;

  constructor(columns: {
    readonly tickType: TickType;
    readonly time: Float64Array;
    readonly value: Float64Array;
    readonly quantity: Float64Array;
    readonly bidPrice: Float64Array;
    readonly bidSize: Float64Array;
    readonly askPrice: Float64Array;
    readonly askSize: Float64Array;
    readonly exchange: Uint8Array;
    readonly exchanges: readonly string[];
    readonly saleCondition: Uint32Array;
    readonly suspicious: Uint8Array;
    readonly exact: ExactPrices;
  }) {
    this.tickType = columns.tickType;
    this.length = columns.time.length;
    this.time = columns.time;
    this.endTime = columns.time;
    this.value = columns.value;
    this.quantity = columns.quantity;
    this.bidPrice = columns.bidPrice;
    this.bidSize = columns.bidSize;
    this.askPrice = columns.askPrice;
    this.askSize = columns.askSize;
    this.exchange = columns.exchange;
    this.exchanges = columns.exchanges;
    this.saleCondition = columns.saleCondition;
    this.suspicious = columns.suspicious;
    this.exact = columns.exact;
  }

  /** Exact price of a trade, or exact middle of a quote. */
  exactValue(row: number): Decimal {
    if (this.tickType !== TickType.Quote) return this.exact.at(0, row);
    return exactMidPrice(this.exact.at(0, row), this.exact.at(1, row));
  }

  /** Code of a tick's exchange; empty where the data do not say. */
  exchangeOf(row: number): string {
    return this.exchanges[this.exchange[row]!]!;
  }
}

/** Corporate events of one subscription, in time order between its bars. */
export class AuxiliaryBatch {
  readonly kind = DataKind.Auxiliary;
  readonly length: number;
  readonly events: readonly AuxiliaryEvent[];

  constructor(events: readonly AuxiliaryEvent[]) {
    this.length = events.length;
    this.events = events;
  }
}

/** Bars as columns. */
export type BarBatch = TradeBarBatch | QuoteBarBatch;

/** Prices as columns: bars or ticks. */
export type PriceBatch = BarBatch | TickBatch;

/** What a data feed or a history provider hands over. */
export type DataBatch = PriceBatch | AuxiliaryBatch;
