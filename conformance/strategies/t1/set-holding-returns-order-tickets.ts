import { Algorithm, PortfolioTarget, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** The same two targets every day: two tickets at first, none once they are held. */
export default class SetHoldingReturnsOrderTickets extends Algorithm {
  override initialize(): void {
    this.setStartDate(2018, 1, 4);
    this.setEndDate(2018, 1, 10);
    this.addEquity('SPY', Resolution.Daily);
    this.addEquity('IBM', Resolution.Daily);
  }

  override onData(): void {
    const tickets = this.setHoldings([new PortfolioTarget('SPY', 0.8), new PortfolioTarget('IBM', 0.2)]);
    const expected = this.portfolio.invested ? 0 : 2;
    requireThat(tickets.length === expected, `${tickets.length} tickets instead of ${expected}`);
  }
}
