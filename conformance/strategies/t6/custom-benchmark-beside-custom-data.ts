import { Algorithm, BaseData, Resolution, type SubscriptionDataSource } from '@lockstep/core';

/** A type whose data is nowhere. */
class DummyCustomData extends BaseData {
  override getSource(): SubscriptionDataSource {
    return { source: 'alternative/not-there.csv' };
  }

  override reader(): null {
    return null;
  }
}

/** The benchmark AAPL is the equity, not custom data of that name. */
export default class CustomBenchmarkBesideCustomData extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('AAPL', Resolution.Hour);
    this.addData(DummyCustomData, 'AAPL');
    this.setBenchmark('AAPL');
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('AAPL', 1);
  }
}
