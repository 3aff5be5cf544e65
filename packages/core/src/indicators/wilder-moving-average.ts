import { checkPeriod, ValueIndicator } from './indicator.ts';
import { RollingSum } from './rolling-sum.ts';

/** Wilder's smoothing: `(last × (period − 1) + value) / period`, started from the mean of the first values. */
export class WilderMovingAverage extends ValueIndicator {
  readonly period: number;
  readonly #factor: number;
  readonly #seed: RollingSum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    const period = typeof first === 'number' ? first : (second as number);
    super(typeof first === 'string' ? first : `WWMA${period}`);
    this.period = checkPeriod(this.name, period);
    this.#factor = 1 / period;
    this.#seed = new RollingSum(period);
  }

  override get isReady(): boolean {
    return this.samples >= this.period;
  }

  override get warmUpPeriod(): number {
    return this.period;
  }

  override reset(): void {
    this.#seed.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    if (state.samples > this.period) {
      state.publish(endTimeMs, state.value + (value - state.value) * this.#factor);
    } else {
      this.#seed.add(value);
      state.publish(endTimeMs, this.#seed.mean);
    }
  }
}
