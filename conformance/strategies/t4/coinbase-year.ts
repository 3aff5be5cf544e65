import { AccountType, Algorithm, BrokerageName, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Buys a bitcoin one day and sells it the next, for a year that has 365 trading days. */
export default class CoinbaseYear extends Algorithm {
  #isBought = false;

  override initialize(): void {
    this.setStartDate(2015, 1, 13);
    this.setEndDate(2016, 2, 3);
    this.setCash(100_000);
    this.setBrokerageModel(BrokerageName.Coinbase, AccountType.Cash);
    this.addCrypto('BTCUSD', Resolution.Daily, 'coinbase');
  }

  override onData(): void {
    if (this.#isBought) this.liquidate();
    else this.marketOrder('BTCUSD', 1);
    this.#isBought = !this.#isBought;
  }

  override onEndOfAlgorithm(): void {
    const days = this.settings.tradingDaysPerYear;
    requireThat(days === 365, `a year has ${days} trading days`);
  }
}
