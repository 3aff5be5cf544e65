import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { RateOfChangePercent } from './rate-of-change-percent.ts';

/** Change of a three times smoothed exponential average from one step to the next, in percent. */
export class Trix extends ValueIndicator {
  readonly #first: ExponentialMovingAverage;
  readonly #second: ExponentialMovingAverage;
  readonly #third: ExponentialMovingAverage;
  readonly #change: RateOfChangePercent;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `TRIX(${period})`, 3 * (period - 1) + 2);
    this.#first = new ExponentialMovingAverage(`${this.name}_1`, period);
    this.#second = new ExponentialMovingAverage(`${this.name}_2`, period);
    this.#third = new ExponentialMovingAverage(`${this.name}_3`, period);
    this.#change = new RateOfChangePercent(`${this.name}_ROCP1`, 1);
  }

  override reset(): void {
    this.#first.reset();
    this.#second.reset();
    this.#third.reset();
    this.#change.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#first.push(endTimeMs, value);
    if (this.#first.isReady) this.#second.push(endTimeMs, this.#first.value);
    if (this.#second.isReady) this.#third.push(endTimeMs, this.#second.value);
    if (this.#third.isReady) this.#change.push(endTimeMs, this.#third.value);
    this.state.publish(endTimeMs, this.#change.value);
  }
}
