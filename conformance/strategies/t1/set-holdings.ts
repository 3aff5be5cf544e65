import { Algorithm, OrderStatus, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Four growing targets in one step: each order sees the fill of the one before. */
export default class SetHoldings extends Algorithm {
  protected readonly asynchronous: boolean = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    for (const target of [0.1, 0.2, 0.3, 1]) this.setHoldings('SPY', target, false, this.asynchronous);
  }

  override onEndOfAlgorithm(): void {
    const orders = this.transactions.getOrders((order) => order.symbol.equals(this.symbol('SPY')));
    requireThat(orders.length === 4, `${orders.length} orders instead of 4`);
    requireThat(
      orders.every((order) => order.status === OrderStatus.Filled),
      'an order is not filled',
    );
    requireThat(
      this.transactions.getOrderTickets().every((ticket) => ticket.submitRequest.asynchronous === this.asynchronous),
      'a ticket has lost its asynchronous flag',
    );
  }
}
