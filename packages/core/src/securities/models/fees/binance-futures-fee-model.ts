import type { Decimal } from '../../../numeric/decimal.ts';
import type { Security } from '../../security.ts';
import { type DecimalInput, toDecimal } from '../decimal-input.ts';
import { BaseCurrencyFeeModel } from './base-currency-fee-model.ts';

/** Binance's USDⓈ-margined futures, lowest tier: 0.02 % (maker) or 0.04 % (taker); in BUSD 0.012 % or 0.036 %. */
export class BinanceFuturesFeeModel extends BaseCurrencyFeeModel {
  readonly #makerBusdRate: Decimal;
  readonly #takerBusdRate: Decimal;

  constructor(
    makerUsdtRate: DecimalInput = '0.0002',
    takerUsdtRate: DecimalInput = '0.0004',
    makerBusdRate: DecimalInput = '0.00012',
    takerBusdRate: DecimalInput = '0.00036',
  ) {
    super(makerUsdtRate, takerUsdtRate);
    this.#makerBusdRate = toDecimal(makerBusdRate);
    this.#takerBusdRate = toDecimal(takerBusdRate);
  }

  protected override makerRate(security: Security): Decimal {
    return isInBusd(security) ? this.#makerBusdRate : super.makerRate(security);
  }

  protected override takerRate(security: Security): Decimal {
    return isInBusd(security) ? this.#takerBusdRate : super.takerRate(security);
  }
}

function isInBusd(security: Security): boolean {
  return security.quoteCurrency.symbol === 'BUSD';
}
