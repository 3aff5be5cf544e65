import { BarField } from '../../../market/bar-field.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import type { Security } from '../../security.ts';
import { type DecimalInput, toDecimal } from '../decimal-input.ts';
import type { SlippageModel } from '../models.ts';

/** A fixed fraction of the last bar's close (the middle of a quote bar). */
export class ConstantSlippageModel implements SlippageModel {
  readonly #fraction: Decimal;

  /** @param slippagePercent fraction, 0.01 for one percent */
  constructor(slippagePercent: DecimalInput) {
    this.#fraction = toDecimal(slippagePercent);
  }

  getSlippageApproximation(security: Security): Decimal {
    if (!security.hasData) return Decimal.ZERO;
    return security.cache.exact(BarField.Close).times(this.#fraction);
  }
}
