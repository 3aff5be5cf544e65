import { ValueIndicator } from './indicator.ts';
import { LinearWeightedMovingAverage } from './linear-weighted-moving-average.ts';
import { type Named, splitName } from './named.ts';
import { roundHalfEven } from './round-half-even.ts';

/**
 * Hull moving average: a linear weighted average over √period steps of `2 × LWMA(period / 2) − LWMA(period)`; zero until
 * it is ready.
 */
export class HullMovingAverage extends ValueIndicator {
  readonly period: number;
  readonly #fast: LinearWeightedMovingAverage;
  readonly #slow: LinearWeightedMovingAverage;
  readonly #hull: LinearWeightedMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    const hullPeriod = roundHalfEven(Math.sqrt(period));
    super(name ?? `HMA(${period})`, period + hullPeriod - 1);
    this.period = period;
    this.#slow = new LinearWeightedMovingAverage(`${this.name}_Slow`, period);
    this.#fast = new LinearWeightedMovingAverage(`${this.name}_Fast`, roundHalfEven(period / 2));
    this.#hull = new LinearWeightedMovingAverage(`${this.name}_Hull`, hullPeriod);
  }

  override reset(): void {
    this.#fast.reset();
    this.#slow.reset();
    this.#hull.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#fast.push(endTimeMs, value);
    this.#slow.push(endTimeMs, value);
    if (this.#fast.isReady && this.#slow.isReady) {
      this.#hull.push(endTimeMs, 2 * this.#fast.value - this.#slow.value);
    }
    this.state.publish(endTimeMs, this.#hull.value);
  }
}
