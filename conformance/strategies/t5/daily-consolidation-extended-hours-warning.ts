import { Algorithm, Resolution, type TradeBar } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Daily bars made of extended hours differ from those made of regular hours alone, which are the default. */
export default class DailyConsolidationExtendedHoursWarning extends Algorithm {
  #regular: TradeBar | null = null;
  #mismatches = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 31);
    this.addEquity('SPY', Resolution.Hour, { extendedMarketHours: true });
    this.consolidate('SPY', Resolution.Daily, (bar: TradeBar) => {
      this.#regular = bar;
    });
    this.settings.dailyConsolidationUseExtendedMarketHours = true;
    this.consolidate('SPY', Resolution.Daily, (bar: TradeBar) => this.#compare(bar));
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#mismatches > 0, 'extended hours made no difference');
  }

  #compare(extended: TradeBar): void {
    const regular = this.#regular;
    requireThat(regular !== null, 'a bar of extended hours came first');
    const same =
      extended.open === regular.open &&
      extended.high === regular.high &&
      extended.low === regular.low &&
      extended.close === regular.close;
    if (!same) this.#mismatches += 1;
  }
}
