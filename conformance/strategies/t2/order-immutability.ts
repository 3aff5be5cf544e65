import {
  Algorithm,
  Decimal,
  type Order,
  type OrderEvent,
  type OrderTicket,
  Resolution,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** What a strategy does to the orders it is shown changes nothing; its ticket does. */
export default class OrderImmutability extends Algorithm {
  #ticket: OrderTicket | null = null;
  #original: Order | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 9);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Daily);
  }

  override onData(slice: Slice): void {
    if (this.portfolio.invested) return;
    this.#ticket = this.limitOrder('SPY', 10, 100);
    this.#original = this.#order(this.#ticket.orderId);
    const limitPrice = slice.get('SPY')?.low ?? Number.NaN;
    this.#ticket.update({ quantity: 20, tag: 'Pepe', limitPrice });
    requireThat(this.#original.timeMs === this.utcTimeMs, `the order has the time ${this.#original.timeMs}`);
  }

  override onOrderEvent({ orderId }: OrderEvent): void {
    const first = this.#order(orderId);
    const second = this.#order(orderId);
    requireThat(first !== second, 'an order is shown twice as the same object');
    (second.brokerId as string[]).push('of our own making');
    requireThat(this.#order(orderId).brokerId.length < second.brokerId.length, 'a copy shares its broker ids');
    first.quantity = Decimal.fromInteger(99);
    first.tag = 'Pepe2!';
    const kept = this.#order(orderId);
    requireThat(!kept.quantity.equals(first.quantity), 'a copy changed the quantity of the order');
    requireThat(kept.tag !== first.tag, 'a copy changed the tag of the order');
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#ticket !== null && this.#original !== null, 'no order was placed');
    const updated = this.#order(this.#ticket.orderId);
    requireThat(!updated.quantity.equals(this.#original.quantity), 'the quantity was not updated');
    requireThat(updated.tag !== this.#original.tag, 'the tag was not updated');
  }

  #order(orderId: number): Order {
    const order = this.transactions.getOrderById(orderId);
    requireThat(order !== undefined, `there is no order ${orderId}`);
    return order;
  }
}
