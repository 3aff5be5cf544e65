import { AccountType, Algorithm, BrokerageName, type SecuritySymbol } from '@lockstep/core';

/** All of a euro account in bitcoin. */
export default class SetAccountCurrency extends Algorithm {
  #pair!: SecuritySymbol;

  override initialize(): void {
    this.setStartDate(2018, 4, 4);
    this.setEndDate(2018, 4, 4);
    this.setBrokerageModel(BrokerageName.GDAX, AccountType.Cash);
    this.chooseCurrency();
    this.#pair = this.addCrypto('BTCEUR').symbol;
  }

  protected chooseCurrency(): void {
    this.setAccountCurrency('EUR');
    this.setCash(100_000);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings(this.#pair, 1);
  }
}
