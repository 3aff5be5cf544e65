import { Algorithm, Duration, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** The warm-up's end is told exactly at the start, before any data of the run. */
export default class WarmUpFinishedOrdering extends Algorithm {
  #warmUpSlices = 0;
  #hasFinished = false;

  override initialize(): void {
    this.setStartDate(2014, 5, 7);
    this.setEndDate(2014, 5, 7);
    this.setCash(100_000);
    this.addForex('EURUSD', Resolution.Minute, 'oanda');
    this.setWarmUp(Duration.fromObject({ days: 1 }));
  }

  override onData(): void {
    if (this.isWarmingUp) this.#warmUpSlices += 1;
    else requireThat(this.#hasFinished, `data came at ${this.time.toISO()} before the end of the warm-up was told`);
  }

  override onWarmupFinished(): void {
    this.#hasFinished = true;
    requireThat(this.time.equals(this.startDate), `the end was told at ${this.time.toISO()}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasFinished && this.#warmUpSlices > 0, 'no warm-up, or no end of it');
  }
}
