import { Algorithm, Market, PortfolioTarget, Resolution } from '@lockstep/core';

/** Swaps the weights of SPY and IBM without leverage, so that what frees margin must go first. */
export default class SetHoldingsMultipleTargets extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Minute, Market.USA, false, 1);
    this.addEquity('IBM', Resolution.Minute, Market.USA, false, 1);
  }

  override onData(): void {
    if (this.portfolio.invested) {
      this.setHoldings([new PortfolioTarget('IBM', 0.8), new PortfolioTarget('SPY', 0.2)]);
    } else {
      this.setHoldings([new PortfolioTarget('SPY', 0.8), new PortfolioTarget('IBM', 0.2)]);
    }
  }
}
