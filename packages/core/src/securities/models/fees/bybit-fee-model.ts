import type { DecimalInput } from '../decimal-input.ts';
import { BaseCurrencyFeeModel } from './base-currency-fee-model.ts';

/** Bybit, lowest tier: 0.1 % of the amount, maker and taker. */
export class BybitFeeModel extends BaseCurrencyFeeModel {
  constructor(makerRate: DecimalInput = '0.001', takerRate: DecimalInput = '0.001') {
    super(makerRate, takerRate);
  }
}
