import { Algorithm, DayOfWeek, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Training at once, and on Sundays at eight in the morning. */
export default class TrainingExample extends Algorithm {
  readonly #times: string[] = [];

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 14);
    this.addEquity('SPY', Resolution.Daily);
    this.train(() => this.#train());
    this.train(this.dateRules.every(DayOfWeek.Sunday), this.timeRules.at(8, 0), () => this.#train());
  }

  override onEndOfAlgorithm(): void {
    const times = this.#times.join(', ');
    requireThat(times === '2013-10-07 00:00, 2013-10-13 08:00', `trained at ${times}`);
  }

  #train(): void {
    // Asked for, but never looked at: nothing is read.
    void this.historySlices(['SPY'], 200, Resolution.Daily);
    this.#times.push(this.time.toFormat('yyyy-MM-dd HH:mm'));
  }
}
