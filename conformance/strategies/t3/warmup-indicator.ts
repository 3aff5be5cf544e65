import { Algorithm, ClassicRenkoConsolidator, Duration, Resolution, SimpleMovingAverage } from '@lockstep/core';

/** An average of bricks, warmed up with the strategy; the first brick afterwards buys. */
export default class WarmupIndicator extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 11, 1);
    this.setEndDate(2013, 12, 10);
    this.setWarmUp(Duration.fromObject({ days: 30 }));
    const { symbol } = this.addEquity('SPY', Resolution.Daily);
    const bricks = new ClassicRenkoConsolidator(2);
    bricks.onDataConsolidated(() => {
      if (!this.isWarmingUp && !this.portfolio.invested) this.setHoldings(symbol, 1);
    });
    this.registerIndicator(symbol, new SimpleMovingAverage('SMA', 3), bricks);
  }
}
