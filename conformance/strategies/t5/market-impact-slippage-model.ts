import { Algorithm, MarketImpactSlippageModel, Resolution } from '@lockstep/core';

/** As LEAN's test data has them. */
const SHARES_OUTSTANDING = { SPY: 1_331_000_000, AAPL: 22_337_000_000_000 };

/** Half long SPY and half short AAPL, daily; fills are worse by the impact that the orders have on the market. */
export default class MarketImpactSlippage extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 13);
    this.setCash(10_000_000);
    for (const [ticker, sharesOutstanding] of Object.entries(SHARES_OUTSTANDING)) {
      const model = new MarketImpactSlippageModel(this, { sharesOutstanding });
      this.addEquity(ticker, Resolution.Daily).setSlippageModel(model);
    }
  }

  override onData(): void {
    this.setHoldings('SPY', 0.5);
    this.setHoldings('AAPL', -0.5);
  }
}
