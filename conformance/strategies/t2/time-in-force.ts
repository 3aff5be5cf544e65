import { Algorithm, OrderStatus, Resolution, TimeInForce } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** For each time in force a limit order that is filled and one that is not. */
export default class TimesInForce extends Algorithm {
  readonly #expected = new Map<number, OrderStatus>();

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onData(): void {
    if (this.#expected.size > 0) return;
    this.#place(TimeInForce.GoodTilCanceled, 100, OrderStatus.Submitted);
    this.#place(TimeInForce.GoodTilCanceled, 160, OrderStatus.Filled);
    this.#place(TimeInForce.Day, 140, OrderStatus.Canceled);
    this.#place(TimeInForce.Day, 180, OrderStatus.Filled);
    this.#place(TimeInForce.goodTilDate(2013, 10, 10), 100, OrderStatus.Canceled);
    this.#place(TimeInForce.goodTilDate(2013, 10, 10), 160, OrderStatus.Filled);
  }

  #place(timeInForce: TimeInForce, limitPrice: number, expected: OrderStatus): void {
    this.defaultOrderProperties = { timeInForce };
    this.#expected.set(this.limitOrder('SPY', 10, limitPrice).orderId, expected);
  }

  override onEndOfAlgorithm(): void {
    for (const [orderId, expected] of this.#expected) {
      const status = this.transactions.getOrderById(orderId)?.status;
      requireThat(status === expected, `order ${orderId} has status ${status} instead of ${expected}`);
    }
  }
}
