import { Algorithm, ClassicRenkoConsolidator, Resolution, type TradeBar } from '@lockstep/core';

/** A year of bricks of two and a half dollars: of closes to buy, of a weighted price to sell. */
export default class ClassicRenkoConsolidators extends Algorithm {
  override initialize(): void {
    this.setStartDate(2012, 1, 1);
    this.setEndDate(2013, 1, 1);
    this.addEquity('SPY', Resolution.Daily);
    const ofCloses = new ClassicRenkoConsolidator(2.5);
    ofCloses.onDataConsolidated((_, { symbol }) => {
      if (!this.portfolio.invested) this.setHoldings(symbol, 1);
    });
    this.subscriptionManager.addConsolidator('SPY', ofCloses);
    const ofAverages = new ClassicRenkoConsolidator<TradeBar>(
      2.5,
      ({ open, high, low, close }) => (2 * open + high + low + 3 * close) / 7,
      ({ volume }) => volume,
    );
    ofAverages.onDataConsolidated((_, { symbol }) => {
      if (this.portfolio.invested) this.liquidate(symbol);
    });
    this.subscriptionManager.addConsolidator('SPY', ofAverages);
  }
}
