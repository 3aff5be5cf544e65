import { RollingSum } from './rolling-sum.ts';
import type { RunningAverage } from './running-average.ts';

/** Wilder's smoothing: `(last × (period − 1) + value) / period`, started from the mean of the first values. */
export class WilderAverage implements RunningAverage {
  value: number;
  readonly residual = 0;
  readonly #period: number;
  private readonly factor: number;
  readonly #seed: RollingSum;
  /** How many numbers it still takes to become ready. */
  private missing: number;

  constructor(period: number) {
    this.#period = period;
    this.factor = 1 / period;
    this.#seed = new RollingSum(period);
    this.missing = period;
    // NaN first: a field that begins as a double stays one.
    this.value = Number.NaN;
    this.reset();
  }

  get isReady(): boolean {
    return this.missing === 0;
  }

  get warmUpPeriod(): number {
    return this.#period;
  }

  add(value: number): void {
    if (this.missing > 0) this.begin(value);
    else this.value += (value - this.value) * this.factor;
  }

  reset(): void {
    this.#seed.reset();
    this.missing = this.#period;
    this.value = 0;
  }

  private begin(value: number): void {
    this.#seed.add(value);
    this.missing--;
    this.value = this.#seed.mean;
  }
}
