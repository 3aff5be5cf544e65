import { ValueIndicator } from './indicator.ts';
import { LinearWeightedMovingAverage } from './linear-weighted-moving-average.ts';
import { type Named, splitName } from './named.ts';
import { RateOfChangePercent } from './rate-of-change-percent.ts';

/** Linear weighted average of the sum of two rates of change in percent. */
export class CoppockCurve extends ValueIndicator {
  readonly #short: RateOfChangePercent;
  readonly #long: RateOfChangePercent;
  readonly #average: LinearWeightedMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[shortRocPeriod?: number, longRocPeriod?: number, lwmaPeriod?: number]>) {
    const [name, short = 11, long = 14, lwma = 10] = splitName(args);
    super(name ?? `CC(${short},${long},${lwma})`, Math.max(short, long) + lwma);
    this.#short = new RateOfChangePercent(`${this.name}_ShortRoc`, short);
    this.#long = new RateOfChangePercent(`${this.name}_LongRoc`, long);
    this.#average = new LinearWeightedMovingAverage(`${this.name}_LWMA`, lwma);
  }

  override reset(): void {
    this.#short.reset();
    this.#long.reset();
    this.#average.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#short.push(endTimeMs, value);
    this.#long.push(endTimeMs, value);
    if (this.#short.isReady && this.#long.isReady) {
      this.#average.push(endTimeMs, this.#short.value + this.#long.value);
    }
    this.state.publish(endTimeMs, this.#average.value);
  }
}
