import {
  Algorithm,
  BrokerageModelSecurityInitializer,
  FuncSecuritySeeder,
  Resolution,
  type SecurityChanges,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Securities are given their last known prices before their first data. */
export default class SecuritySeeder extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 10);
    const seeder = new FuncSecuritySeeder((security) => this.getLastKnownPrices(security));
    this.setSecurityInitializer(new BrokerageModelSecurityInitializer(this.brokerageModel, seeder));
    this.addEquity('SPY', Resolution.Minute);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }

  override onSecuritiesChanged({ addedSecurities }: SecurityChanges): void {
    for (const security of addedSecurities) {
      const { askPrice, bidPrice, bidSize, askSize, price, volume, high, low, open, close } = security;
      const figures = [askPrice, bidPrice, bidSize, askSize, price, volume, high, low, open, close];
      requireThat(security.hasData && !figures.includes(0), `${security.symbol.value} has ${figures.join(', ')}`);
    }
  }
}
