import { checkPeriod, ValueIndicator } from './indicator.ts';
import { LaggedValues } from './lagged-values.ts';
import { type Named, splitName } from './named.ts';

/** Natural logarithm of the quotient of the value and the one `period` steps before, or the first. */
export class LogReturn extends ValueIndicator {
  readonly period: number;
  readonly #lagged: LaggedValues;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `LOGR(${period})`, period);
    this.period = checkPeriod(this.name, period);
    this.#lagged = new LaggedValues(period);
  }

  override reset(): void {
    this.#lagged.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const result = Math.log(value / this.#lagged.add(value));
    this.state.publish(endTimeMs, Number.isFinite(result) ? result : 0);
  }
}
