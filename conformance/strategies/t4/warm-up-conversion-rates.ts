import { AccountType, Algorithm, BrokerageName, Duration } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Rates are known throughout the warm-up. */
export default class WarmUpConversionRates extends Algorithm {
  override initialize(): void {
    this.setStartDate(2018, 4, 5);
    this.setEndDate(2018, 4, 5);
    this.setBrokerageModel(BrokerageName.GDAX, AccountType.Cash);
    this.setCash(10_000);
    this.setWarmUp(Duration.fromObject({ days: 1 }));
    this.addCrypto('BTCEUR');
    this.addCrypto('LTCUSD');
  }

  override onData(): void {
    for (const currency of ['EUR', 'BTC', 'LTC']) {
      requireThat(this.portfolio.cashBook.get(currency).conversionRate !== 0, `${currency} has no rate`);
    }
    if (!this.isWarmingUp && !this.portfolio.invested) this.setHoldings('LTCUSD', 1);
  }
}
