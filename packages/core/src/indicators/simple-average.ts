import { RollingSum } from './rolling-sum.ts';
import type { RunningAverage } from './running-average.ts';

/** Mean of the last `period` values; before that of those so far. */
export class SimpleAverage implements RunningAverage {
  readonly residual = 0;
  private readonly sum: RollingSum;

  constructor(period: number) {
    this.sum = new RollingSum(period);
  }

  get value(): number {
    return this.sum.count === 0 ? 0 : this.sum.mean;
  }

  get isReady(): boolean {
    return this.sum.count === this.sum.period;
  }

  get warmUpPeriod(): number {
    return this.sum.period;
  }

  add(value: number): void {
    this.sum.add(value);
  }

  reset(): void {
    this.sum.reset();
  }
}
