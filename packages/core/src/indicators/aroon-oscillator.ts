import { BarIndicator, type ValueIndicator } from './indicator.ts';
import { Line } from './line.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { type Named, splitName } from './named.ts';

/** How recent the last high is minus how recent the last low is, each from 0 (a period ago) to 100 (now). */
export class AroonOscillator extends BarIndicator {
  readonly aroonUp: ValueIndicator;
  readonly aroonDown: ValueIndicator;
  readonly #upPeriod: number;
  readonly #downPeriod: number;
  readonly #maximum: Maximum;
  readonly #minimum: Minimum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[upPeriod: number, downPeriod: number]>) {
    const [name, upPeriod, downPeriod] = splitName(args);
    super(name ?? `AROON(${upPeriod},${downPeriod})`, 1 + Math.max(upPeriod, downPeriod));
    this.#upPeriod = upPeriod;
    this.#downPeriod = downPeriod;
    this.#maximum = new Maximum(`${this.name}_Max`, upPeriod + 1);
    this.#minimum = new Minimum(`${this.name}_Min`, downPeriod + 1);
    this.aroonUp = new Line(`${this.name}_AroonUp`, this.#maximum);
    this.aroonDown = new Line(`${this.name}_AroonDown`, this.#minimum);
  }

  override reset(): void {
    this.#maximum.reset();
    this.#minimum.reset();
    this.aroonUp.reset();
    this.aroonDown.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#maximum.push(endTimeMs, high);
    this.#minimum.push(endTimeMs, low);
    const up = (100 * (this.#upPeriod - this.#maximum.periodsSinceMaximum)) / this.#upPeriod;
    const down = (100 * (this.#downPeriod - this.#minimum.periodsSinceMinimum)) / this.#downPeriod;
    this.aroonUp.push(endTimeMs, up);
    this.aroonDown.push(endTimeMs, down);
    this.state.publish(endTimeMs, up - down);
  }
}
