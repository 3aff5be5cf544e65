import { DataNormalizationMode, Decimal, dayOf } from '@lockstep/core';
import { midnightOf } from '../bars/bar-file-layout.ts';
import { dataRowError } from './data-row-error.ts';

/** Factors that apply to prices up to and including a day. */
export interface FactorRow {
  readonly day: number;
  readonly priceFactor: Decimal;
  readonly splitFactor: Decimal;
  /** priceFactor × splitFactor, with its scale. */
  readonly scaleFactor: Decimal;
  /** Close of that day. */
  readonly referencePrice: Decimal;
}

/** How a price factor changes after a day: a dividend or split that takes effect on the next trading day. */
export interface FactorChange {
  readonly ratio: Decimal;
  readonly referencePrice: Decimal;
}

/** Factor of a day, and the last day on which it holds. */
export interface DatedFactor {
  readonly factor: Decimal;
  readonly lastDay: number;
}

/** Price and split factors of a security, from `factor_files/<permtick>.csv`. */
export class FactorFile {
  /** Ascending days, one row each. */
  readonly rows: readonly FactorRow[];

  constructor(rows: readonly FactorRow[]) {
    const byDay = new Map<number, FactorRow>();
    for (const row of rows) if (!byDay.has(row.day)) byDay.set(row.day, row);
    this.rows = [...byDay.values()].sort((a, b) => a.day - b.day);
  }

  /**
   * Rows with `inf` or a positive exponent have lost their precision, and rows with a zero factor have none; as in LEAN
   * they are left out and raise `minimumDay`.
   * @throws DataError `DATA_ROW_INVALID`
   */
  static parse(text: string, file: string): FactorFile {
    const rows: FactorRow[] = [];
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '' || line.includes('inf') || line.includes('e+')) continue;
      const fields = line.trim().split(',');
      const midnight = /^\d{8}$/.test(fields[0]!) ? midnightOf(Number(fields[0])) : Number.NaN;
      if (Number.isNaN(midnight))
        throw dataRowError(file, index, 1, `Received the date "${fields[0]}", expected yyyyMMdd`);
      const number = (column: number, fallback?: Decimal): Decimal => {
        const field = fields[column];
        if (field === undefined && fallback !== undefined) return fallback;
        try {
          return Decimal.parse((field ?? '').trim());
        } catch (cause) {
          throw dataRowError(file, index, column + 1, `Received the factor "${field ?? ''}", expected a number`, cause);
        }
      };
      const priceFactor = number(1);
      const splitFactor = number(2);
      const referencePrice = number(3, Decimal.ZERO);
      const scaleFactor = priceFactor.times(splitFactor);
      if (scaleFactor.sign() > 0)
        rows.push({ day: dayOf(midnight), priceFactor, splitFactor, scaleFactor, referencePrice });
    }
    return new FactorFile(rows);
  }

  /** Prices before this day cannot be adjusted; undefined for a file without rows. */
  get minimumDay(): number | undefined {
    const first = this.rows[0];
    return first === undefined ? undefined : first.day - 1;
  }

  /** Factor that the mode applies to prices of a day: of the first row at or after it, 1 after the last row. */
  factorOn(day: number, mode: DataNormalizationMode): DatedFactor {
    const index = this.rows.findIndex((row) => row.day >= day);
    const row = this.rows[index];
    if (row === undefined) return { factor: Decimal.ONE, lastDay: Number.POSITIVE_INFINITY };
    const isSplitOnly = mode === DataNormalizationMode.SplitAdjusted || mode === DataNormalizationMode.TotalReturn;
    return { factor: isSplitOnly ? row.splitFactor : row.scaleFactor, lastDay: row.day };
  }

  /** Dividend that takes effect on the trading day after `day`. */
  dividendAfter(day: number): FactorChange | undefined {
    return this.#changeAfter(day, (row) => row.priceFactor);
  }

  /** Split that takes effect on the trading day after `day`. */
  splitAfter(day: number): FactorChange | undefined {
    return this.#changeAfter(day, (row) => row.splitFactor);
  }

  #changeAfter(day: number, factorOf: (row: FactorRow) => Decimal): FactorChange | undefined {
    const index = this.rows.findIndex((row) => row.day === day);
    const row = this.rows[index];
    const next = this.rows[index + 1];
    if (index < 0 || row === undefined || next === undefined || factorOf(row).equals(factorOf(next))) return undefined;
    return { ratio: factorOf(row).dividedBy(factorOf(next)), referencePrice: row.referencePrice };
  }
}
