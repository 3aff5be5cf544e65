import { Algorithm, Resolution } from '@lockstep/core';

/** Quits before the run begins. */
export default class QuitInInitialization extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Daily);
    this.quit();
  }

  override onData(): void {
    throw new Error('Data arrived after quit() in initialize.');
  }
}
