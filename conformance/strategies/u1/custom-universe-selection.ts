import { Algorithm, Market, Resolution, SecurityType, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A security that is added and one that is selected have their data together from the start. */
export default class CustomUniverseSelection extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('AAPL', Resolution.Daily);
    this.universeSettings.resolution = Resolution.Daily;
    const settings = this.universeSettings;
    this.addUniverse(SecurityType.Equity, 'SecondUniverse', Resolution.Daily, Market.USA, settings, () => ['SPY']);
  }

  override onData(slice: Slice): void {
    requireThat(slice.bars.count === 2, `the slice has ${slice.bars.count} bars`);
    requireThat(this.activeSecurities.count === 2, `${this.activeSecurities.count} securities are active`);
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }
}
