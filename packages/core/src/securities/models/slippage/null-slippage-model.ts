import { Decimal } from '../../../numeric/decimal.ts';
import type { SlippageModel } from '../models.ts';

/** No slippage. */
export class NullSlippageModel implements SlippageModel {
  static readonly instance: NullSlippageModel = new NullSlippageModel();

  getSlippageApproximation(): Decimal {
    return Decimal.ZERO;
  }
}
