import { Algorithm, BrokerageName, Resolution } from '@lockstep/core';

/** A quarter of the account in one equity under Axos Clearing's rules, which compare with no benchmark. */
export default class AxosBrokerage extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.setBrokerageModel(BrokerageName.Axos);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 0.25);
  }
}
