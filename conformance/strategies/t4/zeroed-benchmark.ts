import { Algorithm, type DefaultBenchmark, DefaultBrokerageModel, Resolution } from '@lockstep/core';

class WithoutBenchmark extends DefaultBrokerageModel {
  override get defaultBenchmark(): DefaultBenchmark {
    return { kind: 'constant', value: 0 };
  }
}

/** A brokerage model that compares with a constant zero. */
export default class ZeroedBenchmark extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Hour);
    this.setBrokerageModel(new WithoutBenchmark());
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }
}
