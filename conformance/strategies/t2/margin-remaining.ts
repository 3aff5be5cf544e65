import { Algorithm, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Without leverage: SPY for 70 percent at the start, AAPL for 30 in 2009; some margin is always left. */
export default class MarginRemaining extends Algorithm {
  override initialize(): void {
    this.setStartDate(2007, 1, 1);
    this.setEndDate(2010, 1, 1);
    this.addEquity('SPY', Resolution.Daily, undefined, undefined, 1);
    this.addEquity('AAPL', Resolution.Daily, undefined, undefined, 1);
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.noon, () => {
      this.plot('Info', 'Portfolio.MarginRemaining', this.portfolio.marginRemaining);
      this.plot('Info', 'Portfolio.Cash', this.portfolio.cash);
    });
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 0.7);
    const { marginRemaining } = this.portfolio;
    requireThat(marginRemaining > 0, `the margin remaining is ${marginRemaining}`);
    if (this.time.year === 2009 && !this.securities.get('AAPL').invested) this.setHoldings('AAPL', 0.3);
  }
}
