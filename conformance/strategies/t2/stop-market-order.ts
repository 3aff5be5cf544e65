import { Algorithm, OrderStatus, type OrderTicket, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A buy stop two dollars below the market, placed at noon, fills with the next hourly bar. */
export default class StopMarketOrder extends Algorithm {
  protected readonly asynchronous: boolean = false;
  #ticket: OrderTicket | null = null;

  override initialize(): void {
    this.setStartDate(2021, 3, 1);
    this.setEndDate(2021, 3, 3);
    this.setCash(100_000);
    const spy = this.addEquity('SPY', Resolution.Hour);
    this.schedule.on(this.dateRules.today, this.timeRules.noon, () => {
      this.#ticket = this.stopMarketOrder('SPY', 1, spy.price - 2, this.asynchronous);
      const { status } = this.#ticket;
      requireThat(status === OrderStatus.New || status === OrderStatus.Submitted, `status ${status} at submission`);
    });
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#ticket?.status === OrderStatus.Filled, 'the order was not filled');
    requireThat(this.#ticket.submitRequest.asynchronous === this.asynchronous, 'the asynchronous flag is lost');
  }
}
