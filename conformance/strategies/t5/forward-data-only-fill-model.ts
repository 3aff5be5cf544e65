import { Algorithm, EquityFillModel, type FillContext, type OrderEvent, OrderStatus, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Fills with data that has come since the order. */
class ForwardDataOnly extends EquityFillModel {
  override fill(context: FillContext): OrderEvent | null {
    const { security, order } = context;
    return security.cache.lastEndTimeMs >= order.timeMs ? super.fill(context) : null;
  }
}

/** An order at the open on hourly data waits for the bar that ends at ten. */
export default class ForwardDataOnlyFillModel extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 1);
    this.setEndDate(2013, 10, 31);
    const spy = this.addEquity('SPY', Resolution.Hour);
    spy.setFillModel(new ForwardDataOnly());
    this.schedule.on(this.dateRules.weekStart(), this.timeRules.afterMarketOpen('SPY'), () => this.#trade());
  }

  #trade(): void {
    if (this.portfolio.invested) return;
    const now = this.time.toFormat('HH:mm');
    requireThat(now === '09:30', `an event at ${now}`);
    const { status } = this.buy('SPY', 1);
    requireThat(status === OrderStatus.Submitted, `an order of status ${status}`);
  }

  override onOrderEvent({ status }: OrderEvent): void {
    const now = this.time.toFormat('HH:mm');
    requireThat(status !== OrderStatus.Filled || now === '10:00', `filled at ${now}`);
  }
}
