import { checkPeriod, ValueIndicator } from './indicator.ts';
import { WilderAverage } from './wilder-average.ts';

/** Wilder's smoothing: `(last × (period − 1) + value) / period`, started from the mean of the first values. */
export class WilderMovingAverage extends ValueIndicator {
  readonly period: number;
  readonly #average: WilderAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    const period = typeof first === 'number' ? first : (second as number);
    super(typeof first === 'string' ? first : `WWMA${period}`);
    this.period = checkPeriod(this.name, period);
    this.#average = new WilderAverage(period);
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
