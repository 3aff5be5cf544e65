import { Algorithm, Duration, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** The end of a warm-up of a day is announced once. */
export default class OnWarmupFinished extends Algorithm {
  #count = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute);
    this.setWarmUp(Duration.fromObject({ days: 1 }));
  }

  override onWarmupFinished(): void {
    this.#count += 1;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#count === 1, `onWarmupFinished was called ${this.#count} times`);
  }
}
