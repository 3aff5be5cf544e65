import { Algorithm, OrderStatus, type OrderTicket, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const MINUTE_MS = 60_000;

/** Market-on-close orders with data of the post-market: too late before the close, in time again after it. */
export default class MarketOnCloseOrderBufferExtendedHours extends Algorithm {
  readonly #tickets = new Map<'midnight' | 'in time' | 'late' | 'after the close', OrderTicket>();

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.addEquity('SPY', Resolution.Minute, { extendedMarketHours: true });
    this.schedule.on(this.dateRules.tomorrow, this.timeRules.midnight, () => {
      this.#tickets.set('midnight', this.marketOnCloseOrder('SPY', 2));
    });
    this.settings.marketOnCloseSubmissionBufferMs = 10 * MINUTE_MS;
  }

  override onData(): void {
    this.#orderAt('in time', 15, 49);
    this.#orderAt('late', 15, 51);
    this.#orderAt('after the close', 16, 48);
  }

  override onEndOfAlgorithm(): void {
    for (const name of ['midnight', 'in time', 'late', 'after the close'] as const) {
      const expected = name === 'late' ? OrderStatus.Invalid : OrderStatus.Filled;
      const status = this.#tickets.get(name)?.status;
      requireThat(status === expected, `the order '${name}' has the status ${status}`);
    }
  }

  #orderAt(name: 'in time' | 'late' | 'after the close', hour: number, minute: number): void {
    if (this.time.hour !== hour || this.time.minute !== minute || this.#tickets.has(name)) return;
    this.#tickets.set(name, this.marketOnCloseOrder('SPY', 2));
  }
}
