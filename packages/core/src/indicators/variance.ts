import { checkPeriod, ValueIndicator } from './indicator.ts';
import { RollingVariance } from './rolling-variance.ts';

/** Population variance of the last `period` values, of those so far before that; zero for the first. */
export class Variance extends ValueIndicator {
  readonly period: number;
  readonly #variance: RollingVariance;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    const period = typeof first === 'number' ? first : (second as number);
    super(typeof first === 'string' ? first : `VAR(${period})`);
    this.period = checkPeriod(this.name, period);
    this.#variance = new RollingVariance(period);
  }

  override get isReady(): boolean {
    return this.samples >= this.period;
  }

  override get warmUpPeriod(): number {
    return this.period;
  }

  override reset(): void {
    this.#variance.reset();
    super.reset();
  }

  protected override compute(value: number): number {
    return this.#variance.add(value);
  }
}
