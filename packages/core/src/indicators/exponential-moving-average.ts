import { ExponentialAverage } from './exponential-average.ts';
import { checkPeriod, ValueIndicator } from './indicator.ts';

/**
 * Moving average with exponentially falling weights: `value × k + last × (1 − k)`, k = 2 / (period + 1). It starts from
 * the mean of the first `period` values and is zero before.
 */
export class ExponentialMovingAverage extends ValueIndicator {
  readonly period: number;
  readonly smoothingFactor: number;
  readonly #average: ExponentialAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number, smoothingFactor?: number);
  constructor(name: string, period: number, smoothingFactor?: number);
  constructor(first: number | string, second?: number, third?: number) {
    const isNamed = typeof first === 'string';
    const period = isNamed ? (second as number) : first;
    const factor = isNamed ? third : second;
    super(isNamed ? first : factor === undefined ? `EMA(${period})` : `EMA(${period},${factor})`);
    this.period = checkPeriod(this.name, period);
    this.smoothingFactor = factor ?? 2 / (period + 1);
    this.#average = new ExponentialAverage(period, this.smoothingFactor);
  }

  override get residual(): number {
    return this.#average.residual;
  }

  override get isReady(): boolean {
    return this.samples >= this.period;
  }

  override get warmUpPeriod(): number {
    return this.period;
  }

  override reset(): void {
    this.#average.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    this.#average.add(value);
    state.publish(endTimeMs, this.#average.value);
  }
}
