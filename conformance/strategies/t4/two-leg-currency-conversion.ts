import { AccountType, Algorithm, BarField, BrokerageName, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** An account in ether, whose rate to litecoin goes by way of dollars. */
export default class TwoLegCurrencyConversion extends Algorithm {
  override initialize(): void {
    this.setStartDate(2018, 4, 4);
    this.setEndDate(2018, 4, 4);
    this.setBrokerageModel(BrokerageName.GDAX, AccountType.Cash);
    this.setAccountCurrency('ETH');
    for (const currency of ['ETH', 'LTC', 'USD']) this.setCash(currency, 100_000);
    this.addCrypto('ETHUSD', Resolution.Minute);
    this.addCrypto('LTCUSD', Resolution.Minute);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.marketOrder('LTCUSD', 1);
  }

  override onEndOfAlgorithm(): void {
    const last = (ticker: string) => this.securities.get(ticker).cache.exact(BarField.Close);
    const expected = last('LTCUSD').dividedBy(last('ETHUSD'));
    const rate = this.portfolio.cashBook.get('LTC').exactConversionRate;
    requireThat(rate.equals(expected), `the rate is ${rate.toString()}, not ${expected.toString()}`);
  }
}
