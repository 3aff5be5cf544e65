import { Algorithm, PatternDayTradingMarginModel, Resolution, type SubmitOrderRequest } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A short position opened before the close that would be called after it: the call waits for regular hours. */
export default class NoMarginCallOutsideRegularHours extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.settings.freePortfolioValuePercentage = 0;
    const spy = this.addEquity('SPY', Resolution.Minute, { extendedMarketHours: true });
    spy.setBuyingPowerModel(new PatternDayTradingMarginModel(2, 4));
  }

  override onData(): void {
    if (!this.portfolio.invested && this.time.hour === 15 && this.time.minute === 48) this.setHoldings('SPY', -2.1);
  }

  override onMarginCall(requests: SubmitOrderRequest[]): void {
    for (const { symbol } of requests) {
      const { exchange } = this.securities.get(symbol);
      requireThat(exchange.exchangeOpen, `margin is called at ${this.time.toISO()}`);
    }
  }
}
