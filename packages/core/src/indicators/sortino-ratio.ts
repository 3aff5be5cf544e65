import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { RateOfChange } from './rate-of-change.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { TargetDownsideDeviation } from './target-downside-deviation.ts';

/** Mean of the last `period` changes minus the acceptable one, divided by the downside deviation; keeps while that is zero. */
export class SortinoRatio extends ValueIndicator {
  readonly #acceptable: number;
  readonly #change: RateOfChange;
  readonly #mean: SimpleMovingAverage;
  readonly #deviation: TargetDownsideDeviation;
  private ratio: number;

  /** @param minimumAcceptableReturn per step, 0 unless given. @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, minimumAcceptableReturn?: number]>) {
    const [name, period, minimumAcceptableReturn = 0] = splitName(args);
    super(name ?? `SORTINO(${period},${minimumAcceptableReturn})`, period + 2);
    this.#acceptable = minimumAcceptableReturn;
    this.#change = new RateOfChange(`${this.name}_ROC`, 1);
    this.#mean = new SimpleMovingAverage(`${this.name}_Mean`, period);
    this.#deviation = new TargetDownsideDeviation(`${this.name}_TDD`, period, minimumAcceptableReturn);
    this.ratio = 0;
  }

  override reset(): void {
    this.#change.reset();
    this.#mean.reset();
    this.#deviation.reset();
    this.ratio = 0;
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#deviation.push(endTimeMs, value);
    this.#change.push(endTimeMs, value);
    if (this.#change.isReady) this.#mean.push(endTimeMs, this.#change.value);
    const deviation = this.#deviation.value;
    if (this.#change.isReady && deviation !== 0) this.ratio = (this.#mean.value - this.#acceptable) / deviation;
    this.state.publish(endTimeMs, this.ratio);
  }
}
