import { checkPeriod, ValueIndicator } from './indicator.ts';
import { RollingSum } from './rolling-sum.ts';

/** Mean of the last `period` values; before that of those so far. Equal means of prices compare equal. */
export class SimpleMovingAverage extends ValueIndicator {
  readonly period: number;
  readonly #sum: RollingSum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    const period = typeof first === 'number' ? first : (second as number);
    super(typeof first === 'string' ? first : `SMA(${period})`);
    this.period = checkPeriod(this.name, period);
    this.#sum = new RollingSum(period);
  }

  override get isReady(): boolean {
    return this.samples >= this.period;
  }

  override get warmUpPeriod(): number {
    return this.period;
  }

  override reset(): void {
    this.#sum.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    this.#sum.add(value);
    state.publish(endTimeMs, this.#sum.mean);
  }
}
