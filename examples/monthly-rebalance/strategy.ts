import { Algorithm, PortfolioTarget, Resolution } from '@lockstep/core';

/** Brings two shares back to 60 and 30 per cent of the portfolio on the first trading day of each month. */
export default class MonthlyRebalance extends Algorithm {
  override initialize() {
    this.setStartDate(2018, 2, 1);
    this.setEndDate(2020, 12, 31);
    this.setCash(100_000);
    this.setWarmUp(1, Resolution.Daily); // or there would be no prices on the first morning
    const { symbol: alfa } = this.addEquity('ALFA', Resolution.Daily);
    const { symbol: bravo } = this.addEquity('BRAVO', Resolution.Daily);
    this.setBenchmark(() => this.securities.get(alfa).price);

    // The market is open half an hour after its open, but daily bars come at the close: orders on daily data that are
    // placed during the session become market-on-close orders and fill at that day's close.
    this.schedule.on(this.dateRules.monthStart(alfa), this.timeRules.afterMarketOpen(alfa, 30), () => {
      // One call for all targets: it orders the sale first, so that its margin is free for the purchase.
      this.setHoldings([new PortfolioTarget(alfa, 0.6), new PortfolioTarget(bravo, 0.3)]);
    });
  }

  override onEndOfAlgorithm() {
    for (const security of this.securities) {
      const share = security.holdings.holdingsValue / this.portfolio.totalPortfolioValue;
      this.setRuntimeStatistic(`${security.symbol.value} at the end`, `${(share * 100).toFixed(1)} %`);
    }
  }
}
