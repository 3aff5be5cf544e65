import { Algorithm, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A universe that selects with each year does so at the start, for the year that has begun. */
export default class YearlyUniverseSelectionSchedule extends Algorithm {
  #selections = 0;

  override initialize(): void {
    this.setStartDate(2014, 3, 25);
    this.setEndDate(2014, 5, 10);
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverse(this.dateRules.yearStart(), () => {
      this.#selections += 1;
      requireThat(this.time.equals(this.startDate), `selected at ${this.time.toISO()}`);
      return ['SPY'];
    });
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#selections === 1, `there were ${this.#selections} selections`);
  }
}
