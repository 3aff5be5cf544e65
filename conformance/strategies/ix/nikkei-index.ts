import { Algorithm, type ExponentialMovingAverage, type Security } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Two averages of an index whose market its ticker tells. */
export default class NikkeiIndex extends Algorithm {
  #index!: Security;
  readonly #averages: ExponentialMovingAverage[] = [];

  override initialize(): void {
    this.setStartDate(2021, 1, 14);
    this.setEndDate(2021, 1, 15);
    this.setCash(1_000_000);
    this.#index = this.addIndex('N225');
    this.#averages.push(this.ema(this.#index, 80), this.ema(this.#index, 200));
    this.settings.dailyPreciseEndTime = true;
  }

  override onEndOfAlgorithm(): void {
    requireThat(
      this.#averages.every(({ isReady }) => isReady),
      'an average is not ready',
    );
    requireThat(this.#index.hasData, 'the index has no data');
  }
}
