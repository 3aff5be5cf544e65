import { DoubleExponentialMovingAverage } from './double-exponential-moving-average.ts';
import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';

/** Tillson's T3: three generalized double exponential averages in a row, with a volume factor of 0.7 unless given. */
export class T3MovingAverage extends ValueIndicator {
  readonly period: number;
  readonly #first: DoubleExponentialMovingAverage;
  readonly #second: DoubleExponentialMovingAverage;
  readonly #third: DoubleExponentialMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, volumeFactor?: number]>) {
    const [name, period, volumeFactor = 0.7] = splitName(args);
    super(name ?? `T3(${period},${volumeFactor})`, 1 + 6 * (period - 1));
    this.period = period;
    this.#first = new DoubleExponentialMovingAverage(`${this.name}_1`, period, volumeFactor);
    this.#second = new DoubleExponentialMovingAverage(`${this.name}_2`, period, volumeFactor);
    this.#third = new DoubleExponentialMovingAverage(`${this.name}_3`, period, volumeFactor);
  }

  override reset(): void {
    this.#first.reset();
    this.#second.reset();
    this.#third.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (this.state.accept(endTimeMs)) this.state.publish(endTimeMs, this.#smooth(endTimeMs, value));
  }

  #smooth(endTimeMs: number, value: number): number {
    this.#first.push(endTimeMs, value);
    if (!this.#first.isReady) return this.#first.value;
    this.#second.push(endTimeMs, this.#first.value);
    if (!this.#second.isReady) return this.#second.value;
    this.#third.push(endTimeMs, this.#second.value);
    return this.#third.value;
  }
}
