import { Algorithm, type OrderEvent, OrderStatus } from '@lockstep/core';

/** Goes short once; the fill's own event places the stop, two dollars below and so hit at once. */
export default class StopLossOnOrderEvent extends Algorithm {
  #entered = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY');
  }

  override onOrderEvent(event: OrderEvent): void {
    const order = this.transactions.getOrderById(event.orderId);
    if (order?.tag !== 'Entry' || event.status !== OrderStatus.Filled) return;
    this.stopMarketOrder(order.symbol, -order.quantity.toNumber(), event.fillPrice - 2, false, 'StopLoss');
  }

  override onData(): void {
    if (this.portfolio.invested || this.#entered) return;
    this.#entered = true;
    this.marketOrder('SPY', -100, false, 'Entry');
  }
}
