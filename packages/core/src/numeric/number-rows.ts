import { Decimal } from './decimal.ts';

/** Rows of a block, as a power of two. */
const BLOCK_BITS = 9;
const BLOCK_ROWS = 1 << BLOCK_BITS;
/** More than any scale: a cell holds mantissa × SCALES + scale. */
const SCALES = 32;
/** Mantissas below it leave room for the scale in the 53 bits of a double. */
const MOST = 2 ** 48;
/** A cell whose decimal stands elsewhere. */
const ELSEWHERE = Number.NaN;
/** A cell that holds no decimal. */
const NOTHING = Number.POSITIVE_INFINITY;

/**
 * Rows of so many numbers and decimals, side by side in blocks of memory. What a run keeps of each order is kept in such
 * rows: they cost the garbage collector nothing, where objects would be copied and walked.
 */
export class NumberRows {
  readonly #width: number;
  readonly #blocks: Float64Array[] = [];
  /** The block of the last row, and where the row begins in it. */
  #block = new Float64Array(0);
  private start = 0;
  private rows = 0;
  /** Decimals that do not fit a cell, by the index of the cell. */
  readonly #elsewhere = new Map<number, Decimal>();

  /** @param width cells of a row */
  constructor(width: number) {
    this.#width = width;
  }

  get length(): number {
    return this.rows;
  }

  /** Appends a row of zeros, which is then filled with `put`, and returns its number. */
  add(): number {
    const row = this.rows;
    this.rows = row + 1;
    this.start += this.#width;
    if ((row & (BLOCK_ROWS - 1)) === 0) this.#addBlock();
    return row;
  }

  #addBlock(): void {
    this.#block = new Float64Array(this.#width * BLOCK_ROWS);
    this.#blocks.push(this.#block);
    this.start = 0;
  }

  /** Writes a number into the last row. */
  put(column: number, value: number): void {
    this.#block[this.start + column] = value;
  }

  /** Writes a decimal with its scale, or none, into the last row. */
  putDecimal(column: number, value: Decimal | null): void {
    this.#block[this.start + column] = value === null ? NOTHING : cellOf(value);
    if (value !== null && !fits(value)) this.#elsewhere.set((this.rows - 1) * this.#width + column, value);
  }

  get(row: number, column: number): number {
    return this.#blocks[row >> BLOCK_BITS]![(row & (BLOCK_ROWS - 1)) * this.#width + column]!;
  }

  /**
   * A whole number of 31 bits. What comes out of a cell is a double to the compiler; in a field that holds whole numbers
   * it would change the class of all objects.
   */
  integer(row: number, column: number): number {
    return this.get(row, column) | 0;
  }

  /** A decimal with its scale. */
  decimal(row: number, column: number): Decimal {
    const cell = this.get(row, column);
    if (cell === 0) return Decimal.ZERO;
    if (Number.isNaN(cell)) return this.#elsewhere.get(row * this.#width + column)!;
    const mantissa = Math.floor(cell / SCALES);
    const scale = (cell - mantissa * SCALES) | 0;
    return Decimal.fromParts(mantissa, scale);
  }

  /** As `decimal`, where there may be none. */
  decimalOrNull(row: number, column: number): Decimal | null {
    return this.get(row, column) === NOTHING ? null : this.decimal(row, column);
  }
}

function fits({ mantissa }: Decimal): boolean {
  return mantissa < MOST && mantissa > -MOST;
}

function cellOf(value: Decimal): number {
  return fits(value) ? value.mantissa * SCALES + value.scale : ELSEWHERE;
}
