import {
  Algorithm,
  type Beta,
  type OrderEvent,
  OrderStatus,
  OrderType,
  Resolution,
  type SimpleMovingAverage,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Beta of IBM to SPY, warmed up; a market, a limit and a stop order while it stays in bounds. */
export default class AddBetaIndicator extends Algorithm {
  #beta!: Beta;
  #average!: SimpleMovingAverage;
  #lastAverage = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 15);
    this.setCash(10_000);
    this.addEquity('IBM');
    this.addEquity('SPY');
    this.settings.automaticIndicatorWarmUp = true;
    this.#beta = this.b('IBM', 'SPY', 3, Resolution.Daily);
    this.#average = this.sma('SPY', 3, Resolution.Daily);
    requireThat(this.#beta.isReady, 'beta is not warmed up');
  }

  override onData(slice: Slice): void {
    const bar = slice.get('IBM');
    if (!this.portfolio.invested && bar !== undefined) {
      this.buy('IBM', 10);
      this.limitOrder('IBM', 10, bar.close * 0.1);
      this.stopMarketOrder('IBM', 10, bar.close / 0.1);
    }
    const { value } = this.#beta;
    requireThat(value >= 0 && value <= 2.8, `beta is ${value}`);
  }

  override onOrderEvent({ orderId }: OrderEvent): void {
    const order = this.transactions.getOrderById(orderId);
    const isRising = this.#lastAverage < this.#average.value;
    this.#lastAverage = this.#average.value;
    const isNearOne = Math.abs(this.#beta.value - 1) < 0.2;
    if (order?.status === OrderStatus.Filled && order.type === OrderType.Limit && isNearOne && isRising) {
      this.transactions.cancelOpenOrders(order.symbol);
    }
  }
}
