import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { RateOfChange } from './rate-of-change.ts';
import { type RiskFreeRate, rateAt } from './risk-free-rate.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { StandardDeviation } from './standard-deviation.ts';

/** Mean of the last `period` changes minus a rate, divided by the changes' standard deviation; keeps while that is zero. */
export class SharpeRatio extends ValueIndicator {
  readonly #riskFreeRate: RiskFreeRate;
  readonly #change: RateOfChange;
  readonly #mean: SimpleMovingAverage;
  readonly #deviation: StandardDeviation;
  private ratio: number;

  /** @param riskFreeRate what is subtracted, per step; 0 unless given. @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, riskFreeRate?: RiskFreeRate]>) {
    const [name, period, riskFreeRate = 0] = splitName(args);
    super(name ?? (typeof riskFreeRate === 'number' ? `SR(${period},${riskFreeRate})` : `SR(${period})`), period + 2);
    this.#riskFreeRate = riskFreeRate;
    this.#change = new RateOfChange(`${this.name}_ROC`, 1);
    this.#mean = new SimpleMovingAverage(`${this.name}_Mean`, period);
    this.#deviation = new StandardDeviation(`${this.name}_Deviation`, period);
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
    this.#change.push(endTimeMs, value);
    if (this.#change.isReady) this.#mean.push(endTimeMs, this.#change.value);
    if (this.#change.isReady) this.#deviation.push(endTimeMs, this.#change.value);
    const deviation = this.#deviation.value;
    if (deviation !== 0) this.ratio = (this.#mean.value - rateAt(this.#riskFreeRate, endTimeMs)) / deviation;
    this.state.publish(endTimeMs, this.ratio);
  }
}
