import { Delay } from './delay.ts';
import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { roundHalfEven } from './round-half-even.ts';

/** Exponential average of the value plus its change over half the period, which takes the lag out; zero before. */
export class ZeroLagExponentialMovingAverage extends ValueIndicator {
  readonly period: number;
  readonly #average: ExponentialMovingAverage;
  readonly #delayed: Delay;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `ZLEMA(${period})`, period + Math.floor(period / 2));
    this.period = period;
    this.#average = new ExponentialMovingAverage(`${this.name}_EMA`, period);
    this.#delayed = new Delay(`${this.name}_Delay`, roundHalfEven((period - 1) / 2));
  }

  override get isReady(): boolean {
    return this.#delayed.isReady && this.#average.isReady;
  }

  override reset(): void {
    this.#average.reset();
    this.#delayed.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#delayed.push(endTimeMs, value);
    if (this.#delayed.isReady) this.#average.push(endTimeMs, value + (value - this.#delayed.value));
    this.state.publish(endTimeMs, this.#average.value);
  }
}
