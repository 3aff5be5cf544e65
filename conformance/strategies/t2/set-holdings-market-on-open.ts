import { Algorithm, type OrderEvent, OrderStatus, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Minute bars of SPY drive the strategy, but AAPL is daily: one order, which waits and is not repeated. */
export default class SetHoldingsMarketOnOpen extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY');
    this.addEquity('AAPL', Resolution.Daily);
  }

  override onData(): void {
    if (this.portfolio.invested || !this.securities.get('AAPL').hasData) return;
    this.setHoldings('AAPL', 1);
    requireThat(this.#openTickets() === 1, `${this.#openTickets()} open tickets instead of 1`);
  }

  override onOrderEvent(event: OrderEvent): void {
    const expected = event.status === OrderStatus.Submitted ? 1 : 0;
    requireThat(this.#openTickets() === expected, `${this.#openTickets()} open tickets instead of ${expected}`);
    requireThat(event.orderId === 1, `an unexpected order: ${event.toString()}`);
  }

  #openTickets(): number {
    return this.transactions.getOpenOrderTickets('AAPL').length;
  }
}
