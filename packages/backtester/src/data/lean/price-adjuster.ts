import { DataNormalizationMode, Decimal, type PriceAdjustment } from '@lockstep/core';
import type { FactorFile } from './factor-file.ts';

/** An adjustment (null: none) and the last day to which it applies. */
export interface DatedAdjustment {
  readonly adjustment: PriceAdjustment | null;
  readonly lastDay: number;
}

const NONE: DatedAdjustment = { adjustment: null, lastDay: Number.POSITIVE_INFINITY };

/** Which adjustment a normalization mode asks for on a day. */
export class PriceAdjuster {
  readonly #factorFile: FactorFile | null;
  readonly #mode: DataNormalizationMode;
  readonly #isHistory: boolean;
  /** Scaled raw prices are those of the last day of the request. */
  readonly #divisor: Decimal;

  constructor(
    factorFile: FactorFile | null,
    mode: DataNormalizationMode,
    options: { readonly isHistory: boolean; readonly endDay: number },
  ) {
    this.#factorFile = mode === DataNormalizationMode.Raw ? null : factorFile;
    this.#mode = mode;
    this.#isHistory = options.isHistory;
    const isScaledRaw = mode === DataNormalizationMode.ScaledRaw && factorFile !== null;
    this.#divisor = isScaledRaw ? factorFile.factorOn(options.endDay, mode).factor : Decimal.ONE;
  }

  /** @param sumOfDividends paid since the start of the subscription; added to total-return prices */
  adjustmentOn(day: number, sumOfDividends: Decimal): DatedAdjustment {
    if (this.#factorFile === null) return NONE;
    const dated = this.#factorFile.factorOn(day, this.#mode);
    const isScaledRaw = this.#mode === DataNormalizationMode.ScaledRaw;
    const factor = isScaledRaw ? dated.factor.dividedBy(this.#divisor) : dated.factor;
    const offset =
      this.#mode === DataNormalizationMode.TotalReturn && !sumOfDividends.isZero() ? sumOfDividends : undefined;
    // LEAN's feed leaves prices alone at a factor of 1 before any dividend; elsewhere 1.000 adds its scale.
    const isOne = factor.equals(Decimal.ONE) && (factor.scale === 0 || (!this.#isHistory && sumOfDividends.isZero()));
    if (isOne && offset === undefined) return { adjustment: null, lastDay: dated.lastDay };
    return { adjustment: { factor, offset }, lastDay: dated.lastDay };
  }
}
