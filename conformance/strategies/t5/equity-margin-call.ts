import { Algorithm, type SubmitOrderRequest } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Eighty-six times the money in one equity: a warning, and margin calls while the exchange is open. */
export default class EquityMarginCall extends Algorithm {
  #wasWarned = false;
  #wasCalled = false;

  override initialize(): void {
    this.setStartDate(2015, 12, 23);
    this.setEndDate(2015, 12, 30);
    this.setCash(100_000);
    this.addEquity('GOOG').setLeverage(100);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('GOOG', 86);
  }

  override onMarginCall(requests: SubmitOrderRequest[]): void {
    this.#wasCalled = true;
    for (const { symbol } of requests) {
      requireThat(this.securities.get(symbol).exchange.exchangeOpen, `a margin call at ${this.time.toISO()}`);
    }
  }

  override onMarginCallWarning(): void {
    this.#wasWarned = true;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#wasWarned && this.#wasCalled, `warned: ${this.#wasWarned}, called: ${this.#wasCalled}`);
    const { marginRemaining } = this.portfolio;
    requireThat(marginRemaining >= 0, `a margin of ${marginRemaining} remains`);
  }
}
