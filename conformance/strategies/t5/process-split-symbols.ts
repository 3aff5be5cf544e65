import { Algorithm, Resolution } from '@lockstep/core';

/** A security is removed on the day before its split. */
export default class ProcessSplitSymbols extends Algorithm {
  override initialize(): void {
    this.setStartDate(2014, 6, 5);
    this.setEndDate(2014, 6, 9);
    this.setCash(100_000);
    for (const ticker of ['AAPL', 'GOOG']) this.addEquity(ticker, Resolution.Daily);
  }

  override onData(): void {
    if (this.time.toFormat('M-d HH:mm') === '6-6 00:00') this.removeSecurity('AAPL');
    if (!this.portfolio.invested) this.setHoldings('GOOG', 1);
  }
}
