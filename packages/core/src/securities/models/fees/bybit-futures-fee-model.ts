import type { DecimalInput } from '../decimal-input.ts';
import { BaseCurrencyFeeModel } from './base-currency-fee-model.ts';

/** Bybit's futures, lowest tier: 0.02 % (maker) or 0.055 % (taker) of the contracts' value. */
export class BybitFuturesFeeModel extends BaseCurrencyFeeModel {
  constructor(makerRate: DecimalInput = '0.0002', takerRate: DecimalInput = '0.00055') {
    super(makerRate, takerRate);
  }
}
