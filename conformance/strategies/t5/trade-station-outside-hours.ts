import {
  AccountType,
  Algorithm,
  BrokerageName,
  type OrderEvent,
  OrderStatus,
  OrderType,
  Resolution,
  type Security,
  TradeStationOrderProperties,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Before the open TradeStation takes limit orders of equities and refuses others. */
export default class TradeStationOutsideHours extends Algorithm {
  #spy!: Security;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.setBrokerageModel(BrokerageName.TradeStation, AccountType.Margin);
    this.#spy = this.addEquity('SPY', Resolution.Minute, { extendedMarketHours: true });
    const properties = new TradeStationOrderProperties();
    properties.outsideRegularTradingHours = true;
    const everyDay = this.dateRules.everyDay();
    this.schedule.on(
      everyDay,
      this.timeRules.at(3, 50),
      () => void this.stopLimitOrder(this.#spy, 5, 200, 201, false, '', properties),
    );
    this.schedule.on(
      everyDay,
      this.timeRules.at(3, 55),
      () => void this.limitOrder(this.#spy, 5, 200, false, '', properties),
    );
  }

  override onOrderEvent(event: OrderEvent): void {
    const isLimit = this.transactions.getOrderById(event.orderId)?.type === OrderType.Limit;
    const isRefused = event.status === OrderStatus.Invalid;
    requireThat(isRefused !== isLimit, `a ${isLimit ? 'limit' : 'stop limit'} order is ${event.status}`);
  }
}
