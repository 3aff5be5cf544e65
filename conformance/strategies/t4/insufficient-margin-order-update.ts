import { Algorithm, type OrderEvent, OrderStatus, type OrderTicket, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const DISTANCE = 0.003;
const TRAILING = 0.01;

/** Changes to sizes that the account cannot carry are refused, and the orders fill as they were. */
export default class InsufficientMarginOrderUpdate extends Algorithm {
  readonly #tickets: OrderTicket[] = [];
  readonly #refused: OrderEvent[] = [];
  #isUpdating = false;

  override initialize(): void {
    this.setStartDate(2018, 4, 3);
    this.setEndDate(2018, 4, 4);
    this.addForex('EURUSD', Resolution.Minute);
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    const quantity = this.calculateOrderQuantity('EURUSD', 50);
    this.marketOrder('EURUSD', quantity);
    const price = this.securities.get('EURUSD').price - DISTANCE;
    this.#tickets.push(
      this.stopMarketOrder('EURUSD', -quantity / 2, price),
      this.limitOrder('EURUSD', -quantity / 2, price),
      this.trailingStopOrder('EURUSD', -quantity / 2, price, TRAILING, true),
    );
    const tooMany = -quantity * 100;
    this.#tickets[0]?.update({ quantity: tooMany, stopPrice: price });
    this.#tickets[1]?.update({ quantity: tooMany, limitPrice: price });
    this.#tickets[2]?.update({ quantity: tooMany, stopPrice: price, trailingAmount: TRAILING });
    this.#isUpdating = true;
  }

  override onOrderEvent(event: OrderEvent): void {
    if (this.#isUpdating && this.#refused.length < 3) this.#refused.push(event);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#refused.length === 3, `${this.#refused.length} changes were answered, not 3`);
    for (const { status, message } of this.#refused) {
      requireThat(status === OrderStatus.Submitted && message !== '', `a change was answered ${status} '${message}'`);
    }
    const orders = this.transactions.getOrders();
    requireThat(
      orders.every(({ status }) => status === OrderStatus.Filled),
      'an order was not filled',
    );
  }
}
