import { Algorithm, ScheduledUniverse } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A universe that selects each night at one. */
export default class ScheduledUniverses extends Algorithm {
  readonly #times = ['7 01:00', '8 01:00'];

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.addUniverse(
      new ScheduledUniverse(this.dateRules.everyDay(), this.timeRules.at(1, 0), () => {
        const now = this.time.toFormat('d HH:mm');
        const expected = this.#times.shift();
        requireThat(now === expected, `selected at ${now} instead of ${expected}`);
        return [this.symbol('SPY')];
      }),
    );
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#times.length === 0, `nothing was selected at ${this.#times.join(', ')}`);
  }
}
