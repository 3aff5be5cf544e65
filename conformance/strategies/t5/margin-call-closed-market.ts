import {
  Algorithm,
  PatternDayTradingMarginModel,
  Resolution,
  type Security,
  type SubmitOrderRequest,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const CLOSED_LEVERAGE = 2;
const OPEN_LEVERAGE = 5;

/** Day-trading margin: the leverage of the day is called shortly before the close, once. */
export default class MarginCallClosedMarket extends Algorithm {
  #spy!: Security;
  #calls = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.#spy = this.addEquity('SPY', Resolution.Minute);
    this.#spy.setBuyingPowerModel(new PatternDayTradingMarginModel(CLOSED_LEVERAGE, OPEN_LEVERAGE));
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', OPEN_LEVERAGE);
  }

  override onMarginCall(requests: SubmitOrderRequest[]): void {
    this.#calls += 1;
    const { exchange, holdings } = this.#spy;
    for (const request of requests) {
      const held = holdings.quantity;
      const expected = (held * CLOSED_LEVERAGE) / OPEN_LEVERAGE;
      const kept = held + request.quantity.toNumber();
      requireThat(Math.abs(expected - kept) <= held * 0.01, `${kept} shares would be kept, expected ${expected}`);
      requireThat(exchange.exchangeOpen && exchange.closingSoon, `margin is called at ${this.time.toISO()}`);
    }
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#calls === 1, `${this.#calls} margin calls`);
  }
}
