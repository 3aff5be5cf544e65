import { Algorithm, Resolution } from '@lockstep/core';

/** Asks for a quarter of the portfolio with every bar. */
export default class NoMinimumOrderMargin extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onData(): void {
    this.setHoldings('SPY', 0.25);
  }
}
