import { Algorithm, MS_PER_MINUTE, OrderStatus, type OrderTicket, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** With a buffer of ten minutes 15:49 is early enough, 15:51 is too late, and 17:00 is for the next day. */
export default class MarketOnCloseOrderBuffer extends Algorithm {
  #inTime: OrderTicket | null = null;
  #tooLate: OrderTicket | null = null;
  #afterHours: OrderTicket | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.addEquity('SPY', Resolution.Minute);
    this.schedule.on(this.dateRules.today, this.timeRules.at(17, 0), () => {
      this.#afterHours = this.marketOnCloseOrder('SPY', 2);
    });
    this.settings.marketOnCloseSubmissionBufferMs = 10 * MS_PER_MINUTE;
  }

  override onData(): void {
    const { hour, minute } = this.time;
    if (hour !== 15) return;
    if (minute === 49) this.#inTime ??= this.marketOnCloseOrder('SPY', 2);
    if (minute === 51) this.#tooLate ??= this.marketOnCloseOrder('SPY', 2);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#inTime?.status === OrderStatus.Filled, 'the order of 15:49 was not filled');
    requireThat(this.#tooLate?.status === OrderStatus.Invalid, 'the order of 15:51 was not refused');
    requireThat(this.#afterHours?.status === OrderStatus.Filled, 'the order of 17:00 was not filled');
  }
}
