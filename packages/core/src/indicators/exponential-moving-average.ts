import { checkPeriod, ValueIndicator } from './indicator.ts';
import { RollingSum } from './rolling-sum.ts';

/**
 * Moving average with exponentially falling weights: `value × k + last × (1 − k)`, k = 2 / (period + 1). It starts from
 * the mean of the first `period` values and is zero before. What rounding takes from the average at each step is carried
 * on, so that differences of averages keep their digits.
 */
export class ExponentialMovingAverage extends ValueIndicator {
  readonly period: number;
  readonly smoothingFactor: number;
  readonly #seed: RollingSum;
  private lost: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number, smoothingFactor?: number);
  constructor(name: string, period: number, smoothingFactor?: number);
  constructor(first: number | string, second?: number, third?: number) {
    const isNamed = typeof first === 'string';
    const period = isNamed ? (second as number) : first;
    const factor = isNamed ? third : second;
    super(isNamed ? first : factor === undefined ? `EMA(${period})` : `EMA(${period},${factor})`);
    this.period = checkPeriod(this.name, period);
    this.smoothingFactor = factor ?? 2 / (period + 1);
    this.#seed = new RollingSum(period);
    this.lost = 0;
  }

  override get residual(): number {
    return this.lost;
  }

  override get isReady(): boolean {
    return this.samples >= this.period;
  }

  override get warmUpPeriod(): number {
    return this.period;
  }

  override reset(): void {
    this.#seed.reset();
    this.lost = 0;
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    if (state.samples > this.period) {
      const last = state.value;
      const step = this.lost + this.smoothingFactor * (value - last - this.lost);
      const next = last + step;
      this.lost = step - (next - last);
      state.publish(endTimeMs, next);
    } else {
      this.#seed.add(value);
      state.publish(endTimeMs, state.samples === this.period ? this.#seed.mean : 0);
    }
  }
}
