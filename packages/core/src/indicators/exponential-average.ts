import { RollingSum } from './rolling-sum.ts';
import type { RunningAverage } from './running-average.ts';

/**
 * Average with exponentially falling weights: `value × k + last × (1 − k)`. It starts from the mean of the first `period`
 * values and is zero before. What rounding takes from the average at each step is carried on, so that differences of
 * averages keep their digits.
 */
export class ExponentialAverage implements RunningAverage {
  value: number;
  residual: number;
  readonly #period: number;
  private readonly factor: number;
  /** The weight of what was before: 1 − k. */
  private readonly keep: number;
  readonly #seed: RollingSum;
  /** How many numbers it still takes to become ready. */
  private missing: number;

  constructor(period: number, factor = 2 / (period + 1)) {
    this.#period = period;
    this.factor = factor;
    this.keep = 1 - factor;
    this.#seed = new RollingSum(period);
    this.missing = period;
    // NaN first: a field that begins as a double stays one.
    this.value = Number.NaN;
    this.residual = Number.NaN;
    this.reset();
  }

  get isReady(): boolean {
    return this.missing === 0;
  }

  get warmUpPeriod(): number {
    return this.#period;
  }

  add(value: number): void {
    if (this.missing > 0) {
      this.begin(value);
      return;
    }
    const last = this.value;
    const step = this.residual * this.keep + this.factor * (value - last);
    const next = last + step;
    this.residual = step - (next - last);
    this.value = next;
  }

  reset(): void {
    this.#seed.reset();
    this.missing = this.#period;
    this.value = 0;
    this.residual = 0;
  }

  private begin(value: number): void {
    this.#seed.add(value);
    this.missing--;
    if (this.isReady) this.value = this.#seed.mean;
  }
}
