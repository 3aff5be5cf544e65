import { Algorithm, OrderStatus, type OrderTicket } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** In a backtest an asynchronous order is as far as a synchronous one when the call returns. */
export default class BacktestingAsynchronousOrders extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.setCash(100_000);
    this.addEquity('SPY');
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    requireStatus(this.marketOrder('SPY', 100, false), OrderStatus.Filled);
    requireStatus(this.marketOrder('SPY', -100, true), OrderStatus.Filled);
    const limitPrice = this.securities.get('SPY').price * 0.95;
    requireStatus(this.limitOrder('SPY', 100, limitPrice, false), OrderStatus.Submitted);
    requireStatus(this.limitOrder('SPY', -100, limitPrice, true), OrderStatus.Submitted);
  }
}

function requireStatus(ticket: OrderTicket, expected: OrderStatus): void {
  requireThat(ticket.status === expected, `order ${ticket.orderId} has status ${ticket.status} instead of ${expected}`);
}
