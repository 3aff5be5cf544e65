import {
  Algorithm,
  MovingAverageType,
  RelativeStrengthIndex,
  Resolution,
  type SecuritySymbol,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Days made of hours must be the days of history: an index that remembers all its inputs comes to the same with both. */
export default class ConsolidateHourBarsIntoDailyBars extends Algorithm {
  readonly #ofHours = new RelativeStrengthIndex('of hours', 15, MovingAverageType.Wilders);
  readonly #ofDays = new RelativeStrengthIndex('of days', 15, MovingAverageType.Wilders);
  /** Values by day. */
  readonly #values = new Map<string, number>();
  #spy: SecuritySymbol | null = null;
  #days = 0;
  #isCompared = false;

  override initialize(): void {
    this.setStartDate(2020, 5, 1);
    this.setEndDate(2020, 6, 5);
    this.#spy = this.addEquity('SPY', Resolution.Hour).symbol;
    this.registerIndicator(this.#spy, this.#ofHours, Resolution.Daily, (bar) => (bar.close + bar.open) / 2);
  }

  override async onData(slice: Slice): Promise<void> {
    if (this.#spy === null || !slice.containsKey(this.#spy)) return;
    if (this.time.month === this.endDate.month) {
      await this.#compare(this.#spy);
      this.quit();
      return;
    }
    this.#values.set(this.time.toISODate() ?? '', this.#ofHours.value);
    if (this.time.hour === 16) this.#days += 1;
  }

  async #compare(spy: SecuritySymbol): Promise<void> {
    for (const bar of await this.history(spy, this.#days, Resolution.Daily)) {
      this.#ofDays.update(bar.endTimeMs, (bar.close + bar.open) / 2);
      const expected = this.#values.get(bar.endTime.toISODate() ?? '');
      requireThat(this.#ofDays.value === expected, `${this.#ofDays.value} of days, ${expected} of hours`);
    }
    this.#isCompared = true;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#isCompared, 'nothing was compared');
  }
}
