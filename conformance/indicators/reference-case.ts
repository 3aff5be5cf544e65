import type { Indicator } from '@lockstep/core';
import { type ReferenceRow, readReferenceFile } from './reference-files.ts';

/** How an indicator is compared with a reference file. */
export interface ReferenceCase<I extends Indicator = Indicator> {
  readonly make: () => I;
  /** What each column of the file shows. */
  readonly columns: Readonly<Record<string, (indicator: I) => number>>;
  /** Which lines of the file are compared; all that have a cell unless given. */
  readonly compares?: (row: ReferenceRow) => boolean;
  /** Feeds a line of the file; `update` with the bar, or its close, unless given. */
  readonly feed?: (indicator: I, row: ReferenceRow) => void;
  /**
   * How far values may lie from the file where its printed digits are not the limit, and why.
   * Never above what LEAN's own test of the indicator allows.
   */
  readonly looser?: { readonly tolerance: number; readonly because: string };
}

/** Digits that sums of floats keep for certain, and decimals beyond which files show the noise of their own program. */
const MOST_DIGITS = 11;
const MOST_DECIMALS = 8;

/** Values may differ by one unit of the last printed digit, and a little for files that were rounded twice. */
const LARGEST_RATIO = 2.2;

/** Whether a column lies within what its file prints, or within the looser limit of the case. */
export function isWithin({ worstRatio, largestError }: ColumnComparison, { looser }: ReferenceCase): boolean {
  return worstRatio <= LARGEST_RATIO || (looser !== undefined && largestError <= looser.tolerance);
}

/** How a column compared. */
export interface ColumnComparison {
  readonly column: string;
  /** Cells compared. */
  readonly count: number;
  readonly largestError: number;
  /**
   * The largest error in units of what is printed: half of the last digit of its cell, where the column prints as many
   * decimals or significant digits as its longest cell.
   */
  readonly worstRatio: number;
}

/** Feeds a whole file and compares each column from when the indicator is ready. */
export function compareWithFile<I extends Indicator>(
  indicator: I,
  reference: ReferenceCase<I>,
  file: string,
): ColumnComparison[] {
  const columns = Object.entries(reference.columns).map(([column, read]) => ({ column, read, tally: new Tally() }));
  for (const row of readReferenceFile(file)) {
    if (reference.feed === undefined) indicator.update(row.bar);
    else reference.feed(indicator, row);
    if (!indicator.isReady || reference.compares?.(row) === false) continue;
    for (const { column, read, tally } of columns) {
      const cell = row.cells.get(column.trim().toLowerCase());
      if (cell === undefined) throw new Error(`${file} has no column ${column}`);
      if (cell !== '' && cell.toLowerCase() !== 'nan') tally.add(cell, read(indicator));
    }
  }
  return columns.map(({ column, tally }) => ({ column, ...tally.result }));
}

/** Cells of a column with our values. */
class Tally {
  readonly #cells: string[] = [];
  readonly #values: number[] = [];

  add(cell: string, value: number): void {
    this.#cells.push(cell);
    this.#values.push(value);
  }

  get result(): Omit<ColumnComparison, 'column'> {
    const decimals = Math.min(MOST_DECIMALS, Math.max(0, ...this.#cells.map(decimalsOf)));
    const digits = Math.min(MOST_DIGITS, Math.max(1, ...this.#cells.map(digitsOf)));
    let largestError = 0;
    let worstRatio = 0;
    this.#cells.forEach((cell, i) => {
      const expected = Number(cell);
      const error = Math.abs((this.#values[i] as number) - expected);
      const magnitude = expected === 0 ? -decimals : Math.floor(Math.log10(Math.abs(expected)));
      const precision = 0.5 * 10 ** Math.max(-decimals, magnitude + 1 - digits);
      largestError = Number.isNaN(error) ? error : Math.max(largestError, error);
      worstRatio = Number.isNaN(error) ? error : Math.max(worstRatio, error / precision);
    });
    return { count: this.#cells.length, largestError, worstRatio };
  }
}

/** Decimals of a printed number; negative when its last digit stands before the point. */
function decimalsOf(cell: string): number {
  const [mantissa = '', exponent = '0'] = cell.toLowerCase().split('e');
  return (mantissa.split('.')[1]?.length ?? 0) - Number(exponent);
}

/** Significant digits of a printed number. */
function digitsOf(cell: string): number {
  return (cell.toLowerCase().split('e')[0] as string).replace(/[-+.]/g, '').replace(/^0+/, '').length;
}
