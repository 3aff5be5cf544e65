import { Algorithm, Resolution } from '@lockstep/core';

/** Puts the whole portfolio into SPY with the first bar and holds. */
export default class BasicTemplate extends Algorithm {
  protected readonly resolution: Resolution = Resolution.Minute;
  protected readonly firstDay: number = 7;
  protected readonly lastDay: number = 11;

  override initialize(): void {
    this.setStartDate(2013, 10, this.firstDay);
    this.setEndDate(2013, 10, this.lastDay);
    this.setCash(100_000);
    this.addEquity('SPY', this.resolution);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }
}
