import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';

/** Triple exponential moving average: `3 × EMA − 3 × EMA of EMA + EMA of EMA of EMA`; zero until it is ready. */
export class TripleExponentialMovingAverage extends ValueIndicator {
  readonly period: number;
  readonly #first: ExponentialMovingAverage;
  readonly #second: ExponentialMovingAverage;
  readonly #third: ExponentialMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `TEMA(${period})`, 3 * (period - 1) + 1);
    this.period = period;
    this.#first = new ExponentialMovingAverage(`${this.name}_1`, period);
    this.#second = new ExponentialMovingAverage(`${this.name}_2`, period);
    this.#third = new ExponentialMovingAverage(`${this.name}_3`, period);
  }

  override reset(): void {
    this.#first.reset();
    this.#second.reset();
    this.#third.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#first.push(endTimeMs, value);
    if (this.#first.isReady) this.#second.push(endTimeMs, this.#first.value);
    if (this.#second.isReady) this.#third.push(endTimeMs, this.#second.value);
    const isReady = this.#third.isReady;
    this.state.publish(endTimeMs, isReady ? 3 * (this.#first.value - this.#second.value) + this.#third.value : 0);
  }
}
