import { Algorithm, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Without a warm-up its end is still announced, once. */
export default class OnWarmupFinishedNoWarmup extends Algorithm {
  #count = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onWarmupFinished(): void {
    this.#count += 1;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#count === 1, `onWarmupFinished was called ${this.#count} times`);
  }
}
