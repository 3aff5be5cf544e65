import {
  Algorithm,
  type Beta,
  type OrderEvent,
  OrderStatus,
  OrderType,
  Resolution,
  type SimpleMovingAverage,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Trades bitcoin by its beta to equities, which keep another calendar. */
export default class AddBetaNewAssets extends Algorithm {
  #beta!: Beta;
  #average!: SimpleMovingAverage;
  #lastAverage = 0;

  override initialize(): void {
    this.setStartDate(2015, 5, 8);
    this.setEndDate(2017, 6, 15);
    this.setCash(10_000);
    this.addCrypto('BTCUSD', Resolution.Daily);
    this.addEquity('SPY', Resolution.Daily);
    this.settings.automaticIndicatorWarmUp = true;
    this.#beta = this.b('BTCUSD', 'SPY', 3, Resolution.Daily);
    this.#average = this.sma('SPY', 3, Resolution.Daily);
    requireThat(this.#beta.isReady, 'beta is not ready');
  }

  override onData(): void {
    const { price } = this.securities.get('BTCUSD');
    if (!this.portfolio.invested) this.buy('BTCUSD', Math.trunc((this.portfolio.cash * 0.05) / price));
    if (Math.abs(this.#beta.value) > 2) this.liquidate('BTCUSD');
  }

  override onOrderEvent(event: OrderEvent): void {
    const order = this.transactions.getOrderById(event.orderId);
    const rises = this.#lastAverage < this.#average.value;
    this.#lastAverage = this.#average.value;
    const isLimit = order?.status === OrderStatus.Filled && order.type === OrderType.Limit;
    if (isLimit && Math.abs(this.#beta.value - 1) < 0.2 && rises) this.transactions.cancelOpenOrders(order.symbol);
  }
}
