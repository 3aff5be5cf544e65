import { Algorithm, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Quits with the first data and must not get more. */
export default class QuitAfterInitialization extends Algorithm {
  #quitted = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Daily);
  }

  override onData(): void {
    requireThat(!this.#quitted, 'data came after quit()');
    this.#quitted = true;
    this.quit();
  }
}
