import { Algorithm, type OrderEvent, OrderStatus, type OrderTicket, OrderType, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Market orders on daily data go into an auction: the close by day, the open of the next day near the close. */
export default class DailyResolutionMarketOrderConversion extends Algorithm {
  #minute: OrderTicket | null = null;
  #close: OrderTicket | null = null;
  #open: OrderTicket | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 9);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Daily);
    this.addEquity('IBM', Resolution.Minute);
    const day = this.dateRules.on(2013, 10, 8);
    this.schedule.on(day, this.timeRules.at(9, 31), () => this.#orderAfterOpen());
    this.schedule.on(day, this.timeRules.at(15, 55), () => this.#orderBeforeClose());
  }

  #orderAfterOpen(): void {
    requireThat(this.securities.get('SPY').hasData && this.securities.get('IBM').hasData, 'a security has no data');
    this.#minute = this.marketOrder('IBM', 10);
    requireThat(this.#minute.orderType === OrderType.Market, 'the order on minute data was converted');
    requireThat(this.#minute.status === OrderStatus.Filled, 'the order on minute data was not filled at once');
    this.#close = this.marketOrder('SPY', 10);
    requireThat(this.#close.orderType === OrderType.MarketOnClose, `converted to type ${this.#close.orderType}`);
    requireThat(this.#close.status !== OrderStatus.Filled, 'the market-on-close order was filled at submission');
  }

  #orderBeforeClose(): void {
    this.#open = this.marketOrder('SPY', 10);
    requireThat(this.#open.orderType === OrderType.MarketOnOpen, `converted to type ${this.#open.orderType}`);
    requireThat(this.#open.status !== OrderStatus.Filled, 'the market-on-open order was filled at submission');
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const time = this.time.toFormat('yyyy-MM-dd HH:mm');
    if (event.orderId === this.#close?.orderId) requireThat(time === '2013-10-08 16:00', `closing fill at ${time}`);
    if (event.orderId === this.#open?.orderId) requireThat(time >= '2013-10-09', `opening fill at ${time}`);
  }

  override onEndOfAlgorithm(): void {
    for (const ticket of [this.#minute, this.#close, this.#open]) {
      requireThat(ticket?.status === OrderStatus.Filled, 'an order was not filled');
    }
  }
}
