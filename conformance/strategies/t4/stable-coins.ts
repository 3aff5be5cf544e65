import { AccountType, Algorithm, BrokerageName, Resolution } from '@lockstep/core';

/** Coins that are worth a dollar without a pair that says so. */
export default class StableCoins extends Algorithm {
  override initialize(): void {
    this.setStartDate(2018, 5, 1);
    this.setEndDate(2018, 5, 2);
    this.setCash('USDT', 200_000_000);
    this.setBrokerageModel(BrokerageName.Binance, AccountType.Cash);
    this.addCrypto('BTCUSDT', Resolution.Hour, 'binance');
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('BTCUSDT', 1);
  }
}
