import { decimalScaleOf, FIRST_SCALE, nearestWhole } from './decimal-scale.ts';

const LARGEST_EXACT = 2 ** 53;

/**
 * Population variance of the last n values, or of those so far. For prices it is taken from whole numbers without
 * rounding, relative to a price of the window; else from the distances to the latest value. A flat window gives exactly
 * zero either way.
 */
export class RollingVariance {
  readonly period: number;
  /** The variance; zero before the first value. */
  value: number;
  private count: number;
  /** Values in the window; times the scale while sums are exact. */
  readonly #ring: Float64Array;
  private next: number;
  /** Zero once a value was not a decimal with few digits. */
  private scale: number;
  private origin: number;
  /** Of the distances to the origin, and of their squares. */
  private sum: number;
  private squares: number;

  constructor(period: number) {
    this.period = period;
    this.count = 0;
    this.#ring = new Float64Array(period);
    this.next = 0;
    // NaN first: a field that begins as a double stays one, and sums are then written in place.
    this.value = Number.NaN;
    this.scale = Number.NaN;
    this.origin = Number.NaN;
    this.sum = Number.NaN;
    this.squares = Number.NaN;
    this.reset();
  }

  /** Adds a value; the oldest leaves a full window. */
  add(value: number): void {
    // Short on purpose: what calls it is inlined with it. A scale of zero fails the comparison.
    const scaled = nearestWhole(value * this.scale);
    if (scaled / this.scale === value && this.count === this.period) this.replaceOldest(scaled);
    else this.addOther(value);
  }

  reset(): void {
    this.value = 0;
    this.count = 0;
    this.#ring.fill(0);
    this.next = 0;
    this.scale = FIRST_SCALE;
    this.origin = 0;
    this.sum = 0;
    this.squares = 0;
  }

  private replaceOldest(scaled: number): void {
    const ring = this.#ring;
    const next = this.next;
    const { origin } = this;
    const added = scaled - origin;
    const removed = (ring[next] as number) - origin;
    ring[next] = scaled;
    this.next = next + 1 === this.period ? 0 : next + 1;
    this.sum += added - removed;
    this.squares += added * added - removed * removed;
    this.divide();
  }

  private divide(): void {
    const { count, sum, scale } = this;
    const squares = count * this.squares;
    const divisor = count * scale;
    if (squares <= LARGEST_EXACT) this.value = (squares - sum * sum) / (divisor * divisor);
    else this.#sumUp();
  }

  /** Adds a value that the scale does not fit, or to a window that is not full. */
  private addOther(value: number): void {
    if (this.scale !== 0) this.#rescale(decimalScaleOf(value, this.scale));
    const { scale, next } = this;
    const isFull = this.count === this.period;
    const entry = scale === 0 ? value : nearestWhole(value * scale);
    this.#ring[next] = entry;
    this.next = next + 1 === this.period ? 0 : next + 1;
    if (!isFull) this.count++;
    if (isFull || this.count === 1 || scale === 0) {
      this.#sumUp();
      return;
    }
    this.sum += entry - this.origin;
    this.squares += (entry - this.origin) ** 2;
    this.divide();
  }

  #rescale(scale: number): void {
    if (scale === this.scale) return;
    const ring = this.#ring;
    for (let i = 0; i < this.count; i++) {
      const value = (ring[i] as number) / this.scale;
      ring[i] = scale === 0 ? value : nearestWhole(value * scale);
    }
    this.scale = scale;
    if (scale !== 0) this.#takeSums();
  }

  /** Takes everything anew, with the latest value as origin; gives up exactness where the squares have too many digits. */
  #sumUp(): void {
    if (this.scale !== 0) {
      this.#takeSums();
      if (this.count * this.squares <= LARGEST_EXACT) {
        this.divide();
        return;
      }
      this.#rescale(0);
    }
    this.value = this.#fromDeviations();
  }

  #takeSums(): void {
    this.origin = this.#latest;
    this.sum = 0;
    this.squares = 0;
    for (let i = 0; i < this.count; i++) {
      const distance = (this.#ring[i] as number) - this.origin;
      this.sum += distance;
      this.squares += distance * distance;
    }
  }

  get #latest(): number {
    return this.#ring[this.next === 0 ? this.period - 1 : this.next - 1] as number;
  }

  /** From the distances to the latest value, so that a flat window gives exactly zero. */
  #fromDeviations(): number {
    const latest = this.#latest;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < this.count; i++) {
      const deviation = (this.#ring[i] as number) - latest;
      sum += deviation;
      squares += deviation * deviation;
    }
    return Math.max(0, (squares - (sum * sum) / this.count) / this.count);
  }
}
