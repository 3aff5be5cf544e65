import { ValueIndicator } from './indicator.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { type Named, splitName } from './named.ts';

/** Middle between the largest and the smallest of the last `period` values. */
export class MidPoint extends ValueIndicator {
  readonly #maximum: Maximum;
  readonly #minimum: Minimum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `MIDPOINT(${period})`, period);
    this.#maximum = new Maximum(`${this.name}_Max`, period);
    this.#minimum = new Minimum(`${this.name}_Min`, period);
  }

  override reset(): void {
    this.#maximum.reset();
    this.#minimum.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#maximum.push(endTimeMs, value);
    this.#minimum.push(endTimeMs, value);
    this.state.publish(endTimeMs, (this.#maximum.value + this.#minimum.value) / 2);
  }
}
