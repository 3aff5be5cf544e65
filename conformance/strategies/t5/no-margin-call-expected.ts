import { Algorithm, PatternDayTradingMarginModel, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Five times the money by day, twice at night: nothing is called for. */
export default class NoMarginCallExpected extends Algorithm {
  #calls = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    const spy = this.addEquity('SPY', Resolution.Minute);
    spy.setBuyingPowerModel(new PatternDayTradingMarginModel(2, 5));
    const everyDay = this.dateRules.everyDay('SPY');
    // The leverage of the night holds from ten minutes before the close on.
    this.schedule.on(everyDay, this.timeRules.beforeMarketClose('SPY', 15), () => this.setHoldings('SPY', 2));
    this.schedule.on(everyDay, this.timeRules.afterMarketOpen('SPY', 1), () => this.setHoldings('SPY', 5));
  }

  override onMarginCall(): void {
    this.#calls += 1;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#calls === 0, `there were ${this.#calls} margin calls`);
  }
}
