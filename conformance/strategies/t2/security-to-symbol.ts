import { Algorithm, Resolution } from '@lockstep/core';

/** A security stands for its symbol in orders. */
export default class SecurityToSymbol extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    const asset = this.addEquity('SPY', Resolution.Minute);
    this.schedule.on(this.dateRules.everyDay(asset), this.timeRules.afterMarketOpen(asset, 1), () => {
      if (!this.portfolio.invested) this.setHoldings(asset, 1);
    });
  }
}
