/** Which fields a row of a tick file has after its time. */
export type TickShape =
  /** Price and quantity. */
  | 'trade'
  /** Bid, its size, ask and its size. */
  | 'quote'
  /** Bid and ask. */
  | 'sides';

/** The rows of a tick file as columns; prices are unadjusted. */
export interface TickColumns {
  readonly length: number;
  /** Milliseconds since midnight on the clock of the data, with fractions. */
  readonly time: Float64Array;
  /** Price, or bid and ask. */
  readonly prices: readonly Float64Array[];
  /** Digits after the point of each price; null where the file implies them. */
  readonly scales: readonly Uint8Array[] | null;
  /** Quantity, or the sizes of bid and ask; empty where the file has none. */
  readonly sizes: readonly Float64Array[];
  readonly exchange: Uint8Array;
  /** Codes that `exchange` counts; the first is empty. */
  readonly exchanges: readonly string[];
  readonly saleCondition: Uint32Array;
  readonly suspicious: Uint8Array;
}
