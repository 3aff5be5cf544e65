import { Algorithm, OrderStatus, type OrderTicket, OrderType, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** At midnight a market order is a market-on-open order. */
export default class MarketOnOpenOrder extends Algorithm {
  protected readonly asynchronous: boolean = false;
  readonly #tickets: OrderTicket[] = [];

  override initialize(): void {
    this.setStartDate(2021, 3, 1);
    this.setEndDate(2021, 3, 3);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Hour);
    this.schedule.on(this.dateRules.tomorrow, this.timeRules.midnight, () => this.#placeOrders());
  }

  #placeOrders(): void {
    this.#tickets.push(this.marketOnOpenOrder('SPY', 1, this.asynchronous));
    this.#tickets.push(this.marketOrder('SPY', 1, this.asynchronous));
    for (const { orderType, status } of this.#tickets) {
      requireThat(orderType === OrderType.MarketOnOpen, `an order has type ${orderType}`);
      requireThat(status === OrderStatus.New || status === OrderStatus.Submitted, `an order has status ${status}`);
    }
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#tickets.length > 0, 'no order was placed');
    for (const ticket of this.#tickets) {
      requireThat(ticket.status === OrderStatus.Filled, `order ${ticket.orderId} was not filled`);
      requireThat(ticket.submitRequest.asynchronous === this.asynchronous, 'the asynchronous flag is lost');
    }
  }
}
