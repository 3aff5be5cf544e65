import { ValueIndicator } from './indicator.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { MovingAverageConvergenceDivergence } from './moving-average-convergence-divergence.ts';
import { createMovingAverage, MovingAverageType } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';

/** Where a value lies between the largest and smallest of the last ones, smoothed over three steps; 0 to 100. */
class SmoothedStochastic {
  readonly #maximum: Maximum;
  readonly #minimum: Minimum;
  readonly #average: ValueIndicator;

  constructor(name: string, period: number, type: MovingAverageType) {
    this.#maximum = new Maximum(`${name}_Max`, period);
    this.#minimum = new Minimum(`${name}_Min`, period);
    this.#average = createMovingAverage(type, `${name}_Smoothed`, 3);
  }

  next(endTimeMs: number, value: number): number {
    this.#maximum.push(endTimeMs, value);
    this.#minimum.push(endTimeMs, value);
    const range = this.#maximum.value - this.#minimum.value;
    this.#average.push(endTimeMs, range > 0 ? ((value - this.#minimum.value) / range) * 100 : 0);
    return this.#average.value;
  }

  reset(): void {
    this.#maximum.reset();
    this.#minimum.reset();
    this.#average.reset();
  }
}

/** Schaff's trend cycle, 0 to 100: a smoothed stochastic of a smoothed stochastic of a moving average divergence. */
export class SchaffTrendCycle extends ValueIndicator {
  readonly #divergence: MovingAverageConvergenceDivergence;
  readonly #first: SmoothedStochastic;
  readonly #second: SmoothedStochastic;

  /** @throws LockstepError `INDICATOR_INVALID` unless fast < slow */
  constructor(
    ...args: Named<[cyclePeriod?: number, fastPeriod?: number, slowPeriod?: number, type?: MovingAverageType]>
  ) {
    const [name, cycle = 10, fast = 23, slow = 50, type = MovingAverageType.Exponential] = splitName(args);
    super(name ?? `SchaffTrendCycle(${cycle},${fast},${slow})`);
    this.#divergence = new MovingAverageConvergenceDivergence(`${this.name}_MACD`, fast, slow, cycle, type);
    this.#first = new SmoothedStochastic(`${this.name}_K`, cycle, type);
    this.#second = new SmoothedStochastic(`${this.name}_PF`, cycle, type);
  }

  override get isReady(): boolean {
    return this.#divergence.isReady;
  }

  override get warmUpPeriod(): number {
    return this.#divergence.warmUpPeriod;
  }

  override reset(): void {
    this.#divergence.reset();
    this.#first.reset();
    this.#second.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#divergence.push(endTimeMs, value);
    const first = this.#first.next(endTimeMs, this.#divergence.value);
    this.state.publish(endTimeMs, this.#second.next(endTimeMs, first));
  }
}
