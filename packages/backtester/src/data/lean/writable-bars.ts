import { LockstepError } from '@lockstep/core';

/** Prices of bars as columns. */
export interface WritablePrices {
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

interface Timed {
  /** Start of each bar, ascending: local ms of the zone in which the market's files are written. */
  readonly time: ArrayLike<number>;
  /** Digits after the point with which prices are written; as many as each needs unless given. */
  readonly decimals?: number;
}

/** Trade bars as columns. */
export interface WritableTrades extends WritablePrices, Timed {
  /** Units traded. */
  readonly volume: ArrayLike<number>;
}

/** One side of quote bars; all four prices of a row are zero where there was no quote. */
export interface WritableSide extends WritablePrices {
  /** Units at the last bid or ask. */
  readonly size: ArrayLike<number>;
}

/** Quote bars as columns. */
export interface WritableQuotes extends Timed {
  readonly bid: WritableSide;
  readonly ask: WritableSide;
}

/** Bars that `writeLeanBars` writes. */
export type WritableBars = WritableTrades | WritableQuotes;

/** @throws LockstepError `DATA_ROW_INVALID` for a value that is negative or not finite, or times that do not ascend */
export function assertWritable(bars: WritableBars): void {
  const columns =
    'bid' in bars
      ? [...pricesOf(bars.bid), bars.bid.size, ...pricesOf(bars.ask), bars.ask.size]
      : [...pricesOf(bars), bars.volume];
  const { time } = bars;
  for (let row = 0; row < time.length; row++) {
    for (const column of columns) {
      if (column[row]! >= 0 && column[row]! < Number.POSITIVE_INFINITY) continue;
      const values = columns.map((values) => values[row]).join(', ');
      throw invalid(row, `holds ${values}; prices and sizes must be finite and not negative`);
    }
    if (row === 0 ? Number.isFinite(time[row]!) : time[row]! > time[row - 1]!) continue;
    throw invalid(row, 'does not start after the bar before it; sort the bars and remove duplicates');
  }
}

function pricesOf({ open, high, low, close }: WritablePrices): ArrayLike<number>[] {
  return [open, high, low, close];
}

function invalid(row: number, what: string): LockstepError {
  return new LockstepError('DATA_ROW_INVALID', `Bar ${row} ${what}.`);
}
