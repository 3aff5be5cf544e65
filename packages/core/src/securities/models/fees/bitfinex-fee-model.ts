import type { DecimalInput } from '../decimal-input.ts';
import { BaseCurrencyFeeModel } from './base-currency-fee-model.ts';

/** Bitfinex, lowest tier: 0.1 % (maker) or 0.2 % (taker) of the amount. */
export class BitfinexFeeModel extends BaseCurrencyFeeModel {
  constructor(makerRate: DecimalInput = '0.001', takerRate: DecimalInput = '0.002') {
    super(makerRate, takerRate);
  }
}
