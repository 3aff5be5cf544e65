import type { DecimalInput } from '../decimal-input.ts';
import { BaseCurrencyFeeModel } from './base-currency-fee-model.ts';

/** Binance's coin-margined futures, lowest tier: 0.01 % (maker) or 0.05 % (taker) of the contracts' value. */
export class BinanceCoinFuturesFeeModel extends BaseCurrencyFeeModel {
  constructor(makerRate: DecimalInput = '0.0001', takerRate: DecimalInput = '0.0005') {
    super(makerRate, takerRate);
  }
}
