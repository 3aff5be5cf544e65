import { RollingSum } from './rolling-sum.ts';
import type { RunningAverage } from './running-average.ts';

/** Mean of the last `period` values; before that of those so far. */
export class SimpleAverage extends RollingSum implements RunningAverage {
  readonly residual = 0;

  get value(): number {
    return this.count === 0 ? 0 : this.mean;
  }

  get isReady(): boolean {
    return this.count === this.period;
  }

  get warmUpPeriod(): number {
    return this.period;
  }
}
