import { checkPeriod, ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { RollingSum } from './rolling-sum.ts';

/** Sum of the last `period` values, or of those so far. */
export class Sum extends ValueIndicator {
  readonly period: number;
  readonly #sum: RollingSum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `SUM(${period})`, period);
    this.period = checkPeriod(this.name, period);
    this.#sum = new RollingSum(period);
  }

  override reset(): void {
    this.#sum.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#sum.add(value);
    this.state.publish(endTimeMs, this.#sum.sum);
  }
}
