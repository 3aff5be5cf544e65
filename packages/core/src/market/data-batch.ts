import type { AuxiliaryEvent } from './auxiliary-event.ts';
import type { ExactPrices } from './exact-prices.ts';

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

/** What a data feed or a history provider hands over. */
export type DataBatch = BarBatch | AuxiliaryBatch;
