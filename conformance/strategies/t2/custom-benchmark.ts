import { Algorithm, Resolution, SecurityType } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** SPY by the second against AAPL as benchmark, which does not become a security of the strategy. */
export default class CustomBenchmark extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Second);
    this.setBenchmark('AAPL');
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
    requireThat(!this.securities.has('AAPL'), 'the benchmark was added to the securities');
  }
}
