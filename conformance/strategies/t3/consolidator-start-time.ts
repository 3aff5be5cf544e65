import { Algorithm, MS_PER_HOUR, MS_PER_MINUTE, Resolution, type TradeBar, TradeBarConsolidator } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Hours that are counted from half past nine. */
export default class ConsolidatorStartTime extends Algorithm {
  readonly #expected = ['09:30', '10:30', '11:30', '12:30', '13:30', '14:30'];

  override initialize(): void {
    this.setStartDate(2013, 10, 4);
    this.setEndDate(2013, 10, 4);
    this.addEquity('SPY', Resolution.Minute);
    const startTimeMs = 9 * MS_PER_HOUR + 30 * MS_PER_MINUTE;
    const consolidator = new TradeBarConsolidator({ periodMs: MS_PER_HOUR, startTimeMs });
    consolidator.onDataConsolidated((_, bar) => this.#check(bar));
    this.subscriptionManager.addConsolidator('SPY', consolidator);
  }

  #check(bar: TradeBar): void {
    requireThat(
      bar.endTimeMs === this.utcTimeMs,
      `a bar that ends at ${bar.endTime.toISO()} came at ${this.time.toISO()}`,
    );
    const expected = this.#expected.shift();
    requireThat(bar.time.toFormat('HH:mm') === expected, `a bar starts at ${bar.time.toISO()} instead of ${expected}`);
    requireThat(bar.periodMs === MS_PER_HOUR, `a bar is ${bar.periodMs} ms long`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#expected.length === 0, `no bars came of ${this.#expected.join(', ')}`);
  }
}
