import { BarIndicator } from './indicator.ts';
import { Line } from './line.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { type Named, splitName } from './named.ts';
import { Sum } from './sum.ts';

/**
 * Where the close lies in the range of the last bars, 0 to 100: fast, averaged once (k) and twice (d). The value is the fast
 * one. A range of zero gives zero and is left out of the averages.
 */
export class Stochastic extends BarIndicator {
  readonly fastStoch: Line;
  readonly stochK: Line;
  readonly stochD: Line;
  readonly #maximum: Maximum;
  readonly #minimum: Minimum;
  readonly #sumFast: Sum;
  readonly #sumSlow: Sum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, kPeriod: number, dPeriod: number]>) {
    const [name, period, kPeriod, dPeriod] = splitName(args);
    super(name ?? `STO(${period},${kPeriod},${dPeriod})`, period + kPeriod + dPeriod - 2);
    this.#maximum = new Maximum(`${this.name}_Max`, period);
    this.#minimum = new Minimum(`${this.name}_Min`, period);
    this.#sumFast = new Sum(`${this.name}_SumFastK`, kPeriod);
    this.#sumSlow = new Sum(`${this.name}_SumD`, dPeriod);
    this.fastStoch = new Line(`${this.name}_FastStoch`, this.#maximum);
    this.stochK = new Line(`${this.name}_StochK`, this.#sumFast);
    this.stochD = new Line(`${this.name}_StochD`, this.#sumSlow);
  }

  override get isReady(): boolean {
    return this.fastStoch.isReady && this.stochK.isReady && this.stochD.isReady;
  }

  override reset(): void {
    this.fastStoch.reset();
    this.stochK.reset();
    this.stochD.reset();
    this.#maximum.reset();
    this.#minimum.reset();
    this.#sumFast.reset();
    this.#sumSlow.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#maximum.push(endTimeMs, high);
    this.#minimum.push(endTimeMs, low);
    const fast = this.#fast(endTimeMs, close);
    const k = this.#sumFast.isReady ? this.#sumFast.value / this.#sumFast.period : 0;
    if (this.#sumFast.isReady) this.#sumSlow.push(endTimeMs, k);
    const d = this.#sumSlow.isReady ? this.#sumSlow.value / this.#sumSlow.period : 0;
    this.fastStoch.push(endTimeMs, 100 * fast);
    this.stochK.push(endTimeMs, 100 * k);
    this.stochD.push(endTimeMs, 100 * d);
    this.state.publish(endTimeMs, 100 * fast);
  }

  #fast(endTimeMs: number, close: number): number {
    const low = this.#minimum.value;
    const range = this.#maximum.value - low;
    if (!this.#maximum.isReady || range === 0) return 0;
    const fast = (close - low) / range;
    this.#sumFast.push(endTimeMs, fast);
    return fast;
  }
}
