import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { Sum } from './sum.ts';

/**
 * McGinley's dynamic: `last + (value − last) / (period × (value / last)⁴)`, started from the mean of the first values; zero
 * before.
 */
export class McGinleyDynamic extends ValueIndicator {
  readonly period: number;
  readonly #sum: Sum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `MGD(${period})`, period);
    this.period = period;
    this.#sum = new Sum(`${this.name}_Sum`, period);
  }

  override reset(): void {
    this.#sum.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (this.state.accept(endTimeMs)) this.state.publish(endTimeMs, this.#next(endTimeMs, value));
  }

  #next(endTimeMs: number, value: number): number {
    const { samples, period, value: last } = this;
    if (samples > period) {
      if (last === 0 || value === 0) return last;
      return last + (value - last) / (period * (value / last) ** 4);
    }
    this.#sum.push(endTimeMs, value);
    return samples === period ? this.#sum.value / period : 0;
  }
}
