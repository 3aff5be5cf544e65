import {
  Algorithm,
  type ExponentialMovingAverage,
  OrderDirection,
  type OrderEvent,
  OrderField,
  OrderStatus,
  type OrderTicket,
  Resolution,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** One stop-limit order to buy when the trend is up and, once that is filled, one to sell when it is down. */
export default class StopLimitOrder extends Algorithm {
  protected readonly asynchronous: boolean = false;
  #fast: ExponentialMovingAverage | null = null;
  #slow: ExponentialMovingAverage | null = null;
  #buy: OrderTicket | null = null;
  #sell: OrderTicket | null = null;

  override initialize(): void {
    this.setStartDate(2013, 1, 1);
    this.setEndDate(2017, 1, 1);
    this.setCash(100_000);
    const { symbol } = this.addEquity('SPY', Resolution.Daily);
    this.#fast = this.ema(symbol, 30, Resolution.Daily);
    this.#slow = this.ema(symbol, 60, Resolution.Daily);
  }

  override onData(): void {
    const [fast, slow] = [this.#fast, this.#slow];
    if (fast?.isReady !== true || slow?.isReady !== true) return;
    const limit = slow.value * 1.001;
    const { high, low } = this.securities.get('SPY');
    if (this.#buy === null) {
      if (fast.value > limit) this.#buy = this.stopLimitOrder('SPY', 100, high * 1.1, high * 1.11, this.asynchronous);
    } else if (this.#buy.status === OrderStatus.Filled && this.#sell === null && fast.value < limit) {
      this.#sell = this.stopLimitOrder('SPY', -100, low * 0.99, low * 0.98, this.asynchronous);
    }
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const order = this.transactions.getOrderById(event.orderId);
    requireThat(order?.stopTriggered === true, 'an order was filled before its stop was triggered');
    const isBuy = event.direction === OrderDirection.Buy;
    const limit = (isBuy ? this.#buy : this.#sell)?.get(OrderField.LimitPrice) ?? Number.NaN;
    const isInLimit = isBuy ? event.fillPrice <= limit : event.fillPrice >= limit;
    requireThat(isInLimit, `filled at ${event.fillPrice} with a limit of ${limit}`);
  }

  override onEndOfAlgorithm(): void {
    const tickets = [this.#buy, this.#sell];
    requireThat(
      tickets.every((ticket) => ticket?.status === OrderStatus.Filled),
      'not both orders were filled',
    );
    for (const { submitRequest } of this.transactions.getOrderTickets()) {
      requireThat(submitRequest.asynchronous === this.asynchronous, 'an order has another asynchronous flag');
    }
  }
}
