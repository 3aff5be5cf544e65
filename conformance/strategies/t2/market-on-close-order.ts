import { Algorithm, OrderStatus, type OrderTicket, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** One market-on-close order at noon of the second day, on hourly bars. */
export default class MarketOnCloseOrder extends Algorithm {
  protected readonly asynchronous: boolean = false;
  #ticket: OrderTicket | null = null;

  override initialize(): void {
    this.setStartDate(2021, 3, 1);
    this.setEndDate(2021, 3, 3);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Hour);
    this.schedule.on(this.dateRules.tomorrow, this.timeRules.noon, () => {
      this.#ticket = this.marketOnCloseOrder('SPY', 1, this.asynchronous);
      const { status } = this.#ticket;
      requireThat(status === OrderStatus.New || status === OrderStatus.Submitted, `status ${status} at submission`);
    });
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#ticket?.status === OrderStatus.Filled, 'the order was not filled');
    requireThat(this.#ticket.submitRequest.asynchronous === this.asynchronous, 'the asynchronous flag is lost');
  }
}
