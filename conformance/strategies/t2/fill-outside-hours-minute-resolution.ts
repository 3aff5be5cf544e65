import {
  Algorithm,
  Decimal,
  OrderStatus,
  OrderType,
  Resolution,
  type Security,
  SubmitOrderRequest,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A market order request made by hand at night waits for the next session's data. */
export default class FillOutsideHoursMinuteResolution extends Algorithm {
  protected readonly resolution: Resolution = Resolution.Minute;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.setCash(100_000);
    const spy = this.addEquity('SPY', this.resolution);
    this.schedule.on(this.dateRules.today, this.timeRules.at(23, 0, 0), () => this.#buyOne(spy));
  }

  #buyOne(security: Security): void {
    if (this.portfolio.invested || !security.hasData) return;
    const { status } = this.submitOrderRequest(
      new SubmitOrderRequest({
        orderType: OrderType.Market,
        symbol: security.symbol,
        quantity: Decimal.ONE,
        timeMs: this.timeZone.toLocal(this.utcTimeMs),
        timeIsLocal: true,
        tag: '',
      }),
    );
    requireThat(status !== OrderStatus.Filled, 'the order was filled on data of the session before');
  }
}
