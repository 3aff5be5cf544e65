import { checkPeriod, ValueIndicator } from './indicator.ts';
import { LaggedValues } from './lagged-values.ts';
import { type Named, splitName } from './named.ts';

/** The value `period` inputs before; until there is one, the first. */
export class Delay extends ValueIndicator {
  readonly period: number;
  readonly #lagged: LaggedValues;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `DELAY(${period})`, period + 1);
    this.period = checkPeriod(this.name, period);
    this.#lagged = new LaggedValues(period);
  }

  override reset(): void {
    this.#lagged.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (this.state.accept(endTimeMs)) this.state.publish(endTimeMs, this.#lagged.add(value));
  }
}
