import { AccountType, Algorithm, BrokerageName, type Security, TimeZone } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Buys all that a leverage of 10 allows, raises it to 20, and buys all that is possible then. */
export default class CryptoFutureLeverage extends Algorithm {
  #future!: Security;

  override initialize(): void {
    this.setStartDate(2022, 12, 13);
    this.setEndDate(2022, 12, 13);
    this.setTimeZone(TimeZone.of('UTC'));
    this.setAccountCurrency('USDT');
    this.setCash(200);
    this.setBrokerageModel(BrokerageName.BinanceFutures, AccountType.Margin);
    this.#future = this.addCryptoFuture('ADAUSDT');
    this.#future.setLeverage(10);
  }

  override onData(): void {
    if (this.#future.price === 0 || this.portfolio.invested) return;
    const { portfolio } = this;
    this.setHoldings(this.#future, 10);
    const used = portfolio.totalMarginUsed;
    requireThat(portfolio.marginRemaining <= 0, `${portfolio.marginRemaining} of margin are left`);
    this.#future.setLeverage(20);
    requireThat(portfolio.totalMarginUsed < used, 'more leverage uses less margin');
    requireThat(portfolio.marginRemaining > 0, 'more leverage leaves margin');
    const quantity = this.#future.holdings.absoluteQuantity;
    this.setHoldings(this.#future, 20);
    requireThat(this.#future.holdings.absoluteQuantity > quantity, 'more leverage buys more');
    this.quit();
  }
}
