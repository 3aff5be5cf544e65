import { BarIndicator } from './indicator.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { type Named, splitName } from './named.ts';

const ALPHA = 0.33;
const LARGEST = 0.999;

/**
 * Ehlers' Fisher transform: `½ ln((1 + x) / (1 − x))` of the smoothed place of the middle price in its last range, plus half
 * the value before. Zero until it is ready.
 */
export class FisherTransform extends BarIndicator {
  readonly #minimum: Minimum;
  readonly #maximum: Maximum;
  private place: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `FISH(${period})`, period);
    this.#minimum = new Minimum(`${this.name}_MedianMin`, period);
    this.#maximum = new Maximum(`${this.name}_MedianMax`, period);
    this.place = 0;
  }

  override reset(): void {
    this.#minimum.reset();
    this.#maximum.reset();
    this.place = 0;
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const price = (high + low) / 2;
    this.#minimum.push(endTimeMs, price);
    this.#maximum.push(endTimeMs, price);
    this.state.publish(endTimeMs, this.isReady ? this.#transform(price) : 0);
  }

  #transform(price: number): number {
    const low = this.#minimum.value;
    const range = this.#maximum.value - low;
    this.place = range === 0 ? 0 : 2 * ALPHA * ((price - low) / range - 0.5) + (1 - ALPHA) * this.place;
    const x = Math.max(-LARGEST, Math.min(LARGEST, this.place));
    return 0.5 * Math.log((1 + x) / (1 - x)) + 0.5 * this.value;
  }
}
