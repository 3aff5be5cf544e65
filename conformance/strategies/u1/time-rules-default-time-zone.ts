import { Algorithm, Duration, ScheduledUniverse } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Times of universes and of scheduled events are on the algorithm's clock. */
export default class TimeRulesDefaultTimeZone extends Algorithm {
  readonly #counts = { every: 0, noon: 0, midnight: 0, selections: 0 };

  override initialize(): void {
    this.setStartDate(2017, 1, 1);
    this.setEndDate(2017, 2, 1);
    this.addUniverse(
      new ScheduledUniverse(this.dateRules.everyDay(), this.timeRules.at(9, 31), () => {
        this.#counts.selections += 1;
        requireThat(this.time.toFormat('HH:mm:ss') === '09:31:00', `selected at ${this.time.toISO()}`);
        return [];
      }),
    );
    this.#on('every', this.timeRules.every(Duration.fromObject({ hours: 6 })), [0, 6, 12, 18]);
    this.#on('noon', this.timeRules.noon, [12]);
    this.#on('midnight', this.timeRules.midnight, [0]);
  }

  #on(name: 'every' | 'noon' | 'midnight', rule: Algorithm['timeRules']['noon'], hours: readonly number[]): void {
    this.schedule.on(this.dateRules.everyDay(), rule, () => {
      this.#counts[name] += 1;
      requireThat(hours.includes(this.time.hour), `${name} came at ${this.time.toISO()}`);
    });
  }

  override onEndOfAlgorithm(): void {
    const { every, noon, midnight, selections } = this.#counts;
    const counts = [every, noon, midnight, selections].join(' ');
    requireThat(counts === '127 32 32 32', `every six hours, noon, midnight, selections: ${counts}`);
  }
}
