import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';

/**
 * Double exponential moving average: `(v + 1) × EMA − v × EMA of EMA`, with v = 1 unless given. Before the first average
 * is ready, that average.
 */
export class DoubleExponentialMovingAverage extends ValueIndicator {
  readonly period: number;
  readonly #volumeFactor: number;
  readonly #first: ExponentialMovingAverage;
  readonly #second: ExponentialMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, volumeFactor?: number]>) {
    const [name, period, volumeFactor = 1] = splitName(args);
    super(name ?? `DEMA(${period})`, 1 + 2 * (period - 1));
    this.period = period;
    this.#volumeFactor = volumeFactor;
    this.#first = new ExponentialMovingAverage(`${this.name}_1`, period);
    this.#second = new ExponentialMovingAverage(`${this.name}_2`, period);
  }

  override reset(): void {
    this.#first.reset();
    this.#second.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#first.push(endTimeMs, value);
    const first = this.#first.value;
    if (!this.#first.isReady) {
      this.state.publish(endTimeMs, first);
      return;
    }
    this.#second.push(endTimeMs, first);
    this.state.publish(endTimeMs, (this.#volumeFactor + 1) * first - this.#volumeFactor * this.#second.value);
  }
}
