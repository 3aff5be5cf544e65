import {
  Algorithm,
  MS_PER_MINUTE,
  type OrderEvent,
  OrderStatus,
  type OrderTicket,
  OrderType,
  Resolution,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Prices may be a minute old: a market order of 10:55 waits for the hourly bar of 11:00 and gets its close. */
export default class HourResolutionMarketOrderStalePrice extends Algorithm {
  #ticket: OrderTicket | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.setCash(100_000);
    this.settings.stalePriceTimeSpanMs = MS_PER_MINUTE;
    const spy = this.addEquity('SPY', Resolution.Hour);
    this.schedule.on(this.dateRules.on(2013, 10, 8), this.timeRules.at(10, 55), () => {
      requireThat(spy.hasData, 'there is no data yet');
      this.#ticket = this.marketOrder('SPY', 10, true);
      requireThat(this.#ticket.orderType === OrderType.Market, `the order became type ${this.#ticket.orderType}`);
      requireThat(this.#ticket.status !== OrderStatus.Filled, 'the order was filled on the old bar');
    });
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const { cache, close } = this.securities.get('SPY');
    const now = this.time.toFormat('yyyy-MM-dd HH:mm:ss');
    requireThat(now === '2013-10-08 11:00:00', `the order was filled at ${now}`);
    requireThat(cache.lastEndTimeMs === event.utcTimeMs, 'the fill did not use the bar of its time');
    requireThat(event.fillPrice === close, `filled at ${event.fillPrice}, the bar closed at ${close}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#ticket?.status === OrderStatus.Filled, 'the order was not filled');
  }
}
