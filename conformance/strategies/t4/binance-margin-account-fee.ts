import { AccountType, BrokerageName } from '@lockstep/core';
import { CryptoBaseCurrencyFee } from './crypto-base-currency-fee.ts';

/** A margin account at Binance. */
export default class BinanceMarginAccountFee extends CryptoBaseCurrencyFee {
  protected override readonly accountType = AccountType.Margin;
  protected override readonly broker = BrokerageName.Binance;
  protected override readonly base = 'BTC';
  protected override readonly quote = 'USDT';

  override initialize(): void {
    this.setAccountCurrency('USDT');
    this.setStartDate(2018, 5, 2);
    this.setEndDate(2018, 5, 3);
    super.initialize();
  }
}
