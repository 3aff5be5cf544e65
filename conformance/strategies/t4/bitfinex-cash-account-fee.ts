import { AccountType, BrokerageName } from '@lockstep/core';
import { CryptoBaseCurrencyFee } from './crypto-base-currency-fee.ts';

/** A cash account at Bitfinex. */
export default class BitfinexCashAccountFee extends CryptoBaseCurrencyFee {
  protected override readonly accountType = AccountType.Cash;
  protected override readonly broker = BrokerageName.Bitfinex;
  protected override readonly base = 'BTC';
  protected override readonly quote = 'USD';

  override initialize(): void {
    this.setStartDate(2013, 10, 2);
    this.setEndDate(2013, 10, 3);
    super.initialize();
  }
}
