import { checkPeriod, ValueIndicator } from './indicator.ts';
import { RollingVariance } from './rolling-variance.ts';

/** Population variance of the last `period` values, of those so far before that; zero for the first. */
export class Variance extends ValueIndicator {
  readonly period: number;
  protected readonly rolling: RollingVariance;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    const period = typeof first === 'number' ? first : (second as number);
    super(typeof first === 'string' ? first : `VAR(${period})`);
    this.period = checkPeriod(this.name, period);
    this.rolling = new RollingVariance(period);
  }

  override get isReady(): boolean {
    return this.samples >= this.period;
  }

  override get warmUpPeriod(): number {
    return this.period;
  }

  override reset(): void {
    this.rolling.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    this.rolling.add(value);
    state.publish(endTimeMs, this.rolling.value);
  }
}
