import { type AccountView, Algorithm, Decimal, Resolution, type Security, type SettlementModel } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const FIRST_DAY = Date.UTC(2013, 9, 7);
const AMOUNT = Decimal.fromInteger(101);

/** Books funds at once, and takes them back when it is asked before the run began. */
class TakesBack implements SettlementModel {
  applyFunds({ cashBook }: AccountView, _security: Security, _utcMs: number, amount: Decimal, currency: string): void {
    cashBook.get(currency).addAmount(amount);
  }

  scan({ cashBook }: AccountView, _security: Security, utcMs: number): void {
    if (utcMs < FIRST_DAY) cashBook.account.addAmount(AMOUNT.negated());
  }
}

/** A settlement model of the strategy's own is asked to book and to settle. */
export default class SetCustomSettlementModel extends Algorithm {
  #spy!: Security;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(10_000);
    this.#spy = this.addEquity('SPY', Resolution.Daily);
    this.#spy.setSettlementModel(new TakesBack());
  }

  override onData(): void {
    if (this.portfolio.cash !== 10_000) return;
    this.#spy.settlementModel.applyFunds(this.portfolio, this.#spy, this.utcTimeMs, AMOUNT, 'USD');
  }

  override onEndOfAlgorithm(): void {
    this.#requireCash(10_101);
    this.#spy.settlementModel.scan(this.portfolio, this.#spy, FIRST_DAY - 1);
    this.#requireCash(10_000);
  }

  #requireCash(amount: number): void {
    requireThat(this.portfolio.cash === amount, `cash of ${this.portfolio.cash} instead of ${amount}`);
  }
}
