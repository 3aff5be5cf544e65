import { Algorithm, Duration, type OrderEvent, OrderStatus, type OrderTicket, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A share more each hour; events know their ticket before the call that made it has returned it. */
export default class OrderTicketAssignmentDemo extends Algorithm {
  #ticket: OrderTicket | null = null;
  #trades = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    const { symbol } = this.addEquity('SPY', Resolution.Minute);
    this.consolidate(symbol, Duration.fromObject({ hours: 1 }), () => {
      this.#ticket = null;
      this.#ticket = this.marketOrder(symbol, 1, true);
      this.#trades += 1;
    });
  }

  override onOrderEvent(event: OrderEvent): void {
    requireThat(event.ticket !== null, 'an event has no ticket');
    const isFirst = event.status === OrderStatus.Submitted;
    requireThat(!isFirst || this.#ticket === null, 'the ticket was there before the first event');
  }

  override onEndOfAlgorithm(): void {
    const { ordersCount } = this.transactions;
    requireThat(
      this.portfolio.invested && ordersCount === this.#trades,
      `${this.#trades} trades, ${ordersCount} orders`,
    );
  }
}
