import { AccountType, BrokerageName } from '@lockstep/core';
import { CryptoBaseCurrencyFee } from './crypto-base-currency-fee.ts';

/** A margin account at Bitfinex. */
export default class BitfinexMarginAccountFee extends CryptoBaseCurrencyFee {
  protected override readonly accountType = AccountType.Margin;
  protected override readonly broker = BrokerageName.Bitfinex;
  protected override readonly base = 'BTC';
  protected override readonly quote = 'USD';

  override initialize(): void {
    this.setStartDate(2013, 10, 2);
    this.setEndDate(2013, 10, 3);
    super.initialize();
  }
}
