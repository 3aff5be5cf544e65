import { Algorithm, Resolution } from '@lockstep/core';

/** An error thrown in `onOrderEvent` ends the run. */
export default class OnOrderEventException extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }

  override onOrderEvent(): void {
    throw new Error('Thrown on purpose in onOrderEvent.');
  }
}
