import { Algorithm, MS_PER_MINUTE, type OrderEvent, OrderStatus, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A second after the open there is no bar of the day yet: the order waits for it. At noon it fills at once. */
export default class MarketOrderStaleDataFill extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    const spy = this.addEquity('SPY', Resolution.Minute);
    for (const rule of [this.timeRules.at(9, 30, 1), this.timeRules.at(12, 0, 0)]) {
      this.schedule.on(this.dateRules.everyDay(spy.symbol), rule, () => {
        if (spy.hasData) this.marketOrder('SPY', 1);
      });
    }
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const age = event.utcTimeMs - this.securities.get(event.symbol).cache.lastEndTimeMs;
    requireThat(age <= MS_PER_MINUTE, `order ${event.orderId} was filled on data ${age} ms old`);
  }
}
