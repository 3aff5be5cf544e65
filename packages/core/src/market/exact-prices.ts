import { Decimal } from '../numeric/decimal.ts';
import { powerOfTen } from '../numeric/powers-of-ten.ts';
import type { BarField } from './bar-field.ts';
import type { PriceAdjustment } from './price-adjustment.ts';

/** Where a bar's exact prices stand: by column, trade bars have open, high, low and close. */
export interface BarPrices {
  at(column: number, row: number): Decimal;
}

/** Where a price stands: in the prices of bars, in the row of one. */
export interface PricePlace {
  readonly prices: BarPrices | null;
  readonly row: number;
}

/** Exact prices of a bar that was made of others: each price is that of the bar it came from. */
export class MergedPrices implements BarPrices {
  readonly #open: BarPrices | null;
  readonly #high: BarPrices | null;
  readonly #low: BarPrices | null;
  readonly #close: BarPrices | null;
  readonly #openRow: number;
  readonly #highRow: number;
  readonly #lowRow: number;
  readonly #closeRow: number;

  constructor(open: PricePlace, high: PricePlace, low: PricePlace, close: PricePlace) {
    this.#open = open.prices;
    this.#high = high.prices;
    this.#low = low.prices;
    this.#close = close.prices;
    this.#openRow = open.row;
    this.#highRow = high.row;
    this.#lowRow = low.row;
    this.#closeRow = close.row;
  }

  at(column: number): Decimal {
    const prices = [this.#open, this.#high, this.#low, this.#close][column] as BarPrices;
    return prices.at(column, [this.#openRow, this.#highRow, this.#lowRow, this.#closeRow][column] as number);
  }
}

/** What exact prices are made of, as their constructor takes it. */
export interface ExactPriceParts {
  readonly raw: readonly Float64Array[];
  readonly decimals: number;
  readonly scales: readonly Uint8Array[] | null;
  readonly adjustment: PriceAdjustment | null;
}

/**
 * Recovers the exact decimals behind float64 price columns. Columns hold the nearest double of every price; the number
 * of decimals printed in the file (`decimals`, or one `scales` column per price column where it varies) and the
 * adjustment give the decimal back with its scale, which shows in order hashes and statistics.
 */
export class ExactPrices implements BarPrices {
  /** Unadjusted prices; the batch's own columns when there is no adjustment. */
  readonly #raw: readonly Float64Array[];
  readonly #decimals: number;
  readonly #scales: readonly Uint8Array[] | null;
  readonly adjustment: PriceAdjustment | null;

  /**
   * @param raw one column per price field, unadjusted
   * @param decimals digits after the point of every raw price, or -1: take the shortest text of the double
   * @param scales digits after the point per column and row; overrides `decimals`
   */
  constructor(
    raw: readonly Float64Array[],
    decimals: number,
    scales: readonly Uint8Array[] | null = null,
    adjustment: PriceAdjustment | null = null,
  ) {
    this.#raw = raw;
    this.#decimals = decimals;
    this.#scales = scales;
    this.adjustment = adjustment;
  }

  /** What it was made of, for a record of the batch. */
  get parts(): ExactPriceParts {
    return { raw: this.#raw, decimals: this.#decimals, scales: this.#scales, adjustment: this.adjustment };
  }

  /** One row by itself, every price times a factor. */
  scaledRow(row: number, factor: Decimal): ExactPrices {
    const one = <C extends Float64Array | Uint8Array>(column: C): C => column.slice(row, row + 1) as C;
    const { adjustment } = this;
    return new ExactPrices(this.#raw.map(one), this.#decimals, this.#scales?.map(one) ?? null, {
      factor: adjustment === null ? factor : adjustment.factor.times(factor),
      ...(adjustment?.offset !== undefined && { offset: adjustment.offset.times(factor) }),
    });
  }

  /** The exact price in a column and row. */
  at(column: number, row: number): Decimal {
    const raw = this.#raw[column]![row]!;
    const decimals = this.#scales === null ? this.#decimals : this.#scales[column]![row]!;
    const price =
      decimals < 0 ? Decimal.fromNumber(raw) : Decimal.fromParts(Math.round(raw * powerOfTen(decimals)), decimals);
    if (this.adjustment === null) return price;
    const adjusted = price.times(this.adjustment.factor);
    return this.adjustment.offset === undefined ? adjusted : adjusted.plus(this.adjustment.offset);
  }
}

const TWO = Decimal.fromInteger(2);
/** Columns of the ask follow the four of the bid. */
const ASK = 4;

/** Exact middle of bid and ask in a row of quote bars, or the side that is there. */
export function exactMid(exact: ExactPrices, row: number, field: BarField): Decimal {
  return exactMidPrice(exact.at(field, row), exact.at(ASK + field, row));
}

/** Exact middle of bid and ask, or the side that is not zero. */
export function exactMidPrice(bid: Decimal, ask: Decimal): Decimal {
  if (bid.isZero()) return ask;
  return ask.isZero() ? bid : bid.plus(ask).dividedBy(TWO);
}
