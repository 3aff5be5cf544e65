import { Algorithm, Resolution } from '@lockstep/core';

/** The ticker of the benchmark changes on the way. */
export default class MappedBenchmark extends Algorithm {
  override initialize(): void {
    this.setStartDate(2008, 8, 20);
    this.setEndDate(2008, 10, 1);
    this.setBenchmark('SPWR');
    this.addEquity('SPY', Resolution.Hour);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }
}
