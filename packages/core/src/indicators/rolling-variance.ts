import { decimalScaleOf, FIRST_SCALE } from './decimal-scale.ts';

const LARGEST_EXACT = 2 ** 53;

/**
 * Population variance of the last n values, or of those so far. For prices it is taken from whole numbers without
 * rounding, relative to a price of the window; else from the distances to the latest value. A flat window gives exactly
 * zero either way.
 */
export class RollingVariance {
  readonly period: number;
  count: number;
  readonly #ring: Float64Array;
  #next: number;
  /** Zero once a value was not a decimal with few digits. */
  private scale: number;
  private origin: number;
  private sum: number;
  private squares: number;

  constructor(period: number) {
    this.period = period;
    this.count = 0;
    this.#ring = new Float64Array(period);
    this.#next = 0;
    // NaN first: a field that begins as a double stays one, and sums are then written in place.
    this.scale = Number.NaN;
    this.origin = Number.NaN;
    this.sum = Number.NaN;
    this.squares = Number.NaN;
    this.reset();
  }

  /** Adds a value, the oldest leaving a full window, and returns the variance. */
  add(value: number): number {
    const next = this.#next;
    const oldest = this.#ring[next] as number;
    const isFull = this.count === this.period;
    this.#ring[next] = value;
    this.#next = next + 1 === this.period ? 0 : next + 1;
    if (!isFull) this.count++;
    if (this.scale !== 0) {
      const scaled = Math.round(value * this.scale);
      if (scaled / this.scale !== value || this.count === 1) this.#sumUp(value);
      else this.#replace(scaled, isFull ? Math.round(oldest * this.scale) : Number.NaN);
    }
    if (this.scale !== 0) {
      const n = this.count;
      const variance = n * this.squares - this.sum * this.sum;
      if (n * this.squares <= LARGEST_EXACT) return variance / (n * n) / (this.scale * this.scale);
      this.#sumUp(value);
      if (this.scale !== 0) return (n * this.squares - this.sum * this.sum) / (n * n) / (this.scale * this.scale);
    }
    return this.#fromDeviations();
  }

  reset(): void {
    this.count = 0;
    this.#ring.fill(0);
    this.#next = 0;
    this.scale = FIRST_SCALE;
    this.origin = 0;
    this.sum = 0;
    this.squares = 0;
  }

  #replace(scaled: number, oldest: number): void {
    const added = scaled - this.origin;
    this.sum += added;
    this.squares += added * added;
    if (oldest === oldest) {
      const removed = oldest - this.origin;
      this.sum -= removed;
      this.squares -= removed * removed;
    }
  }

  /** Takes the sums anew with the latest value as origin, at the scale it needs; or gives up exactness. */
  #sumUp(latest: number): void {
    this.scale = decimalScaleOf(latest, this.scale);
    if (this.scale === 0) return;
    this.origin = Math.round(latest * this.scale);
    this.sum = 0;
    this.squares = 0;
    for (let i = 0; i < this.count; i++) this.#replace(Math.round((this.#ring[i] as number) * this.scale), Number.NaN);
    if (this.count * this.squares > LARGEST_EXACT) this.scale = 0;
  }

  /** From the distances to the latest value, so that a flat window gives exactly zero. */
  #fromDeviations(): number {
    const latest = this.#ring[this.#next === 0 ? this.period - 1 : this.#next - 1] as number;
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
