import { type Decimal, ExactPrices } from '@lockstep/core';

/** Digits after the point differ from price to price. */
export const MIXED_DECIMALS = -1;

/** What a bar file holds: five columns (open, high, low, close, volume), or twice that (bid, then ask). */
export type BarShape = 'trade' | 'quote';

/** Whether a column of the file is a price; every fifth is a volume or size. */
export const isPriceColumn = (column: number): boolean => column % 5 !== 4;

/** Number of value columns. */
export const columnCount = (shape: BarShape): number => (shape === 'trade' ? 5 : 10);

/** Bars as they stand in a file, as columns: unadjusted, times in the zone of the file. */
export class BarColumns {
  readonly shape: BarShape;
  readonly length: number;
  /** Start of each bar, local ms of the data zone; never decreasing. */
  readonly time: Float64Array;
  /** `time` and the start that follows it when all starts are equally far apart; null otherwise. */
  readonly regularTime: Float64Array | null;
  /** In the file's order. */
  readonly values: readonly Float64Array[];
  /** Digits after the point of every price, or `MIXED_DECIMALS`: see `scales`. */
  readonly decimals: number;
  /** Digits after the point of each price: one column for each price column; null when all are alike. */
  readonly scales: readonly Uint8Array[] | null;

  /**
   * @param digits after the point: of all prices, or of each in one column for each price column. `MIXED_DECIMALS`
   * without columns stands for the shortest text of each double.
   */
  constructor(
    shape: BarShape,
    time: Float64Array,
    values: readonly Float64Array[],
    digits: number | readonly Uint8Array[],
    regularTime: Float64Array | null = null,
  ) {
    this.shape = shape;
    this.length = time.length;
    this.time = time;
    this.regularTime = regularTime;
    this.values = values;
    this.decimals = typeof digits === 'number' ? digits : MIXED_DECIMALS;
    this.scales = typeof digits === 'number' ? null : digits;
  }

  /** Rows `[from, to)` without a copy. */
  subarray(from: number, to: number): BarColumns {
    if (from === 0 && to === this.length) return this;
    return new BarColumns(
      this.shape,
      this.time.subarray(from, to),
      this.values.map((column) => column.subarray(from, to)),
      this.scales?.map((column) => column.subarray(from, to)) ?? this.decimals,
    );
  }

  /** The exact close of a row; of the bid for quotes. */
  closeAt(row: number): Decimal {
    return new ExactPrices(this.prices, this.decimals, this.scales).at(3, row);
  }

  /** The price columns. */
  get prices(): Float64Array[] {
    return this.values.filter((_, column) => isPriceColumn(column));
  }

  /** Bytes of memory. */
  get byteLength(): number {
    return this.length * (8 + 8 * this.values.length + (this.scales?.length ?? 0));
  }
}

/** Grows columns row by row; reused for many files, whose rows end up in one `BarColumns`. */
export class BarColumnsBuilder {
  readonly shape: BarShape;
  readonly #columns: number;
  #capacity = 0;
  length = 0;
  time: Float64Array = new Float64Array(0);
  values: Float64Array[] = [];
  /** One for each value column; those of volumes are not kept. */
  scales: Uint8Array[] = [];

  constructor(shape: BarShape) {
    this.shape = shape;
    this.#columns = columnCount(shape);
    for (let column = 0; column < this.#columns; column++) {
      this.values.push(new Float64Array(0));
      this.scales.push(new Uint8Array(0));
    }
  }

  /** Makes room for that many more rows. */
  reserve(rows: number): void {
    const needed = this.length + rows;
    if (needed <= this.#capacity) return;
    this.#capacity = Math.max(needed, this.#capacity * 2);
    this.time = grown(this.time, new Float64Array(this.#capacity));
    for (let column = 0; column < this.#columns; column++) {
      this.values[column] = grown(this.values[column]!, new Float64Array(this.#capacity));
      this.scales[column] = grown(this.scales[column]!, new Uint8Array(this.#capacity));
    }
  }

  /** Forgets rows from a length on. */
  truncate(length: number): void {
    this.length = length;
  }

  /** A copy of the rows gathered so far. */
  build(): BarColumns {
    const length = this.length;
    const prices = this.scales.filter((_, column) => isPriceColumn(column));
    const uniform = uniformScale(prices, length);
    const regularTime = withFollowing(this.time, length);
    return new BarColumns(
      this.shape,
      regularTime?.subarray(0, length) ?? this.time.slice(0, length),
      this.values.map((column) => column.slice(0, length)),
      uniform === MIXED_DECIMALS ? prices.map((column) => column.slice(0, length)) : uniform,
      regularTime,
    );
  }
}

function grown<T extends Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function uniformScale(scales: readonly Uint8Array[], length: number): number {
  if (length === 0) return 0;
  const first = scales[0]![0]!;
  for (const column of scales) {
    for (let row = 0; row < length; row++) if (column[row] !== first) return MIXED_DECIMALS;
  }
  return first;
}

/** The first `length` times and one more, if they are equally far apart. */
function withFollowing(time: Float64Array, length: number): Float64Array | null {
  if (length < 2) return null;
  const step = time[1]! - time[0]!;
  for (let row = 2; row < length; row++) if (time[row]! - time[row - 1]! !== step) return null;
  const following = new Float64Array(length + 1);
  following.set(time.subarray(0, length));
  following[length] = time[length - 1]! + step;
  return following;
}
