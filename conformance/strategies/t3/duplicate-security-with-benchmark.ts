import { Algorithm, Resolution, type SimpleMovingAverage } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** SPY added before and after it became the benchmark: its average is updated all the same. */
export default class DuplicateSecurityWithBenchmark extends Algorithm {
  #average: SimpleMovingAverage | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Daily);
    this.setBenchmark('SPY');
    this.addEquity('SPY', Resolution.Daily);
    this.#average = this.sma('SPY', 3, Resolution.Daily);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#average !== null && this.#average.value !== 0, 'the average was not updated');
  }
}
