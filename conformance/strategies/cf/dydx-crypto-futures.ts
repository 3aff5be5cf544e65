import { AccountType, Algorithm, BrokerageName, type Security } from '@lockstep/core';
import { requireClose } from './crypto-future-checks.ts';

/** Buys one contract of dYdX's, which is worth its price and costs a fee of 0.05 %. */
export default class DYDXCryptoFutures extends Algorithm {
  #future!: Security;

  override initialize(): void {
    this.setStartDate(2026, 1, 1);
    this.setEndDate(2026, 1, 1);
    this.setBrokerageModel(BrokerageName.DYDX, AccountType.Margin);
    this.#future = this.addCryptoFuture('BTCUSD');
  }

  override onData(): void {
    const { portfolio } = this;
    if (!portfolio.invested) {
      this.buy('BTCUSD', 1);
      return;
    }
    requireClose(portfolio.totalFees, portfolio.totalHoldingsValue * 0.0005, 'fee');
    requireClose(portfolio.totalFees, this.#future.price * 0.0005, 'fee');
    requireClose(portfolio.totalHoldingsValue, this.#future.price, 'value');
    this.quit();
  }
}
