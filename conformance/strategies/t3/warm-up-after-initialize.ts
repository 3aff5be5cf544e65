import { Algorithm, Duration } from '@lockstep/core';

/** Asks for a warm-up when it is too late, which ends the run with an error. */
export default class WarmUpAfterInitialize extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY');
  }

  override onData(): void {
    this.setWarmUp(Duration.fromObject({ days: 2 }));
  }
}
