import { AccountType, Algorithm, BrokerageName, type SecuritySymbol } from '@lockstep/core';

/** The account starts with cash of four currencies. */
export default class StartingCapital extends Algorithm {
  #pair!: SecuritySymbol;

  override initialize(): void {
    this.setStartDate(2018, 4, 4);
    this.setEndDate(2018, 4, 4);
    this.setCash(10_000);
    for (const currency of ['EUR', 'BTC', 'ETH']) this.setCash(currency, 10_000);
    this.setBrokerageModel(BrokerageName.GDAX, AccountType.Cash);
    this.addCrypto('BTCUSD');
    this.#pair = this.addCrypto('ETHUSD').symbol;
  }

  override onData(): void {
    if (!this.portfolio.invested) this.buy(this.#pair, 1);
  }
}
