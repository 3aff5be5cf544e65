import { Algorithm } from '@lockstep/core';

/** Ends itself before any data. */
export default class AlgorithmModeAndDeploymentTarget extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 7);
    this.setCash(100_000);
    this.quit();
  }

  override onData(): void {
    throw new Error('Data arrived after quit() in initialize.');
  }
}
