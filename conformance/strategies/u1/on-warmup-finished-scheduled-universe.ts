import { Algorithm, Duration, Resolution, ScheduledUniverse } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A universe that selects at eight does not put off the end of the warm-up, which is at midnight. */
export default class OnWarmupFinishedScheduledUniverse extends Algorithm {
  #isFinished = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.universeSettings.resolution = Resolution.Minute;
    this.setWarmUp(Duration.fromObject({ days: 1 }));
    this.addUniverse(new ScheduledUniverse(this.dateRules.everyDay(), this.timeRules.at(8, 0), () => ['SPY']));
  }

  override onWarmupFinished(): void {
    this.#isFinished = true;
    requireThat(this.time.equals(this.startDate), `the warm-up ended at ${this.time.toISO()}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#isFinished, 'the warm-up did not end');
  }
}
