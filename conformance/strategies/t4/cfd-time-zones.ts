import { Algorithm, type SecuritySymbol } from '@lockstep/core';

/** Trades a German index around the clock: its exchange is ahead of its data. */
export default class CfdTimeZones extends Algorithm {
  #index!: SecuritySymbol;

  override initialize(): void {
    this.setAccountCurrency('EUR');
    this.setStartDate(2019, 2, 19);
    this.setEndDate(2019, 2, 21);
    this.setCash('EUR', 100_000);
    this.#index = this.addCfd('DE30EUR').symbol;
    this.setBenchmark(this.#index);
  }

  override onData(): void {
    if (this.time.minute % 10 !== 0) return;
    if (this.portfolio.invested) this.liquidate();
    else this.marketOrder(this.#index, 1);
  }
}
