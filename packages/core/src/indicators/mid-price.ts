import { BarIndicator } from './indicator.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { type Named, splitName } from './named.ts';

/** Middle between the largest high and the smallest low of the last `period` bars. */
export class MidPrice extends BarIndicator {
  readonly #maximum: Maximum;
  readonly #minimum: Minimum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `MIDPRICE(${period})`, period);
    this.#maximum = new Maximum(`${this.name}_Max`, period);
    this.#minimum = new Minimum(`${this.name}_Min`, period);
  }

  override reset(): void {
    this.#maximum.reset();
    this.#minimum.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#maximum.push(endTimeMs, high);
    this.#minimum.push(endTimeMs, low);
    this.state.publish(endTimeMs, (this.#maximum.value + this.#minimum.value) / 2);
  }
}
