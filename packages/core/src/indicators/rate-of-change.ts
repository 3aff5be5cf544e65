import { checkPeriod, ValueIndicator } from './indicator.ts';
import { LaggedValues } from './lagged-values.ts';

/** Change since the value `period` steps before, as a fraction of it. */
export class RateOfChange extends ValueIndicator {
  readonly period: number;
  readonly #lagged: LaggedValues;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    const period = typeof first === 'number' ? first : (second as number);
    super(typeof first === 'string' ? first : `ROC(${period})`);
    this.period = checkPeriod(this.name, period);
    this.#lagged = new LaggedValues(period);
  }

  override get isReady(): boolean {
    return this.samples > this.period;
  }

  override get warmUpPeriod(): number {
    return this.period + 1;
  }

  override reset(): void {
    this.#lagged.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    state.publish(endTimeMs, this.change(value, this.#lagged.add(value)));
  }

  /** The change of a value as it is published; zero when there was nothing before. */
  protected change(value: number, before: number): number {
    return before === 0 ? 0 : (value - before) / before;
  }
}
