import { AbsolutePriceOscillator } from './absolute-price-oscillator.ts';
import type { Identity } from './identity.ts';
import { ValueIndicator } from './indicator.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';

/** Difference of a fast and a slow average of prices in percent of the slow one. */
export class PercentagePriceOscillator extends ValueIndicator {
  readonly #absolute: AbsolutePriceOscillator;

  /** @throws LockstepError `INDICATOR_INVALID` unless fast < slow */
  constructor(...args: Named<[fastPeriod: number, slowPeriod: number, movingAverageType?: MovingAverageType]>) {
    const [name, fast, slow, type = MovingAverageType.Simple] = splitName(args);
    super(name ?? `PPO(${fast},${slow})`);
    this.#absolute = new AbsolutePriceOscillator(this.name, fast, slow, type);
  }

  get fast(): ValueIndicator {
    return this.#absolute.fast;
  }

  get slow(): ValueIndicator {
    return this.#absolute.slow;
  }

  /** Average of the difference in units of the price. */
  get signal(): ValueIndicator {
    return this.#absolute.signal;
  }

  /** Difference minus signal in units of the price. */
  get histogram(): Identity {
    return this.#absolute.histogram;
  }

  override get isReady(): boolean {
    return this.#absolute.isReady;
  }

  override get warmUpPeriod(): number {
    return this.#absolute.warmUpPeriod;
  }

  override reset(): void {
    this.#absolute.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#absolute.push(endTimeMs, value);
    const slow = this.#absolute.slow.value;
    this.state.publish(endTimeMs, slow === 0 ? 0 : (100 * this.#absolute.value) / slow);
  }
}
