import { PortfolioTarget } from '@lockstep/core';
import SetHoldingsMultipleTargets from './set-holdings-multiple-targets.ts';

/** Buys both once; closing what is not a target has nothing to close. */
export default class SetHoldingsLiquidateExistingMultipleTargets extends SetHoldingsMultipleTargets {
  override onData(): void {
    if (this.portfolio.invested) return;
    this.setHoldings([new PortfolioTarget('SPY', 0.8), new PortfolioTarget('IBM', 0.2)], true);
  }
}
