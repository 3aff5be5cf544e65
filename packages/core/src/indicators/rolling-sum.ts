import { decimalScaleOf, EXACT_LIMIT, FIRST_SCALE } from './decimal-scale.ts';

/**
 * Sum of the last n values. As long as the values are decimals with few digits, as prices are, it is kept in whole
 * numbers without any rounding, so that equal averages compare equal; else it is a compensated sum that is taken anew
 * each time the window has been replaced.
 */
export class RollingSum {
  readonly period: number;
  /** Number of values in the window. */
  count: number;
  /** Values in the window; times the scale while the sum is exact. */
  readonly #ring: Float64Array;
  #next: number;
  /** Zero once a value was not a decimal with few digits. */
  private scale: number;
  private total: number;
  private compensation: number;
  /** Values in the window that are not zero, while the sum is rounded: without any, nothing must be left of those before. */
  private nonZero: number;

  constructor(period: number) {
    this.period = period;
    this.count = 0;
    this.#ring = new Float64Array(period);
    this.#next = 0;
    // NaN first: a field that begins as a double stays one, and sums are then written in place.
    this.scale = Number.NaN;
    this.total = Number.NaN;
    this.compensation = Number.NaN;
    this.nonZero = 0;
    this.reset();
  }

  /** Adds a value; the oldest leaves a full window. */
  add(value: number): void {
    // Short on purpose: what calls it is inlined with it. A scale of zero fails the comparison.
    const scaled = Math.round(value * this.scale);
    if (scaled / this.scale === value) this.#addExact(scaled);
    else this.#addOther(value);
  }

  /** The sum. */
  get sum(): number {
    return this.scale === 0 ? this.total + this.compensation : this.total / this.scale;
  }

  /** The sum divided by the number of values; rounded once while the sum is exact. */
  get mean(): number {
    if (this.scale === 0) return (this.total + this.compensation) / this.count;
    return this.total / (this.scale * this.count);
  }

  reset(): void {
    this.count = 0;
    this.#ring.fill(0);
    this.#next = 0;
    this.scale = FIRST_SCALE;
    this.total = 0;
    this.compensation = 0;
    this.nonZero = 0;
  }

  #addExact(scaled: number): void {
    const next = this.#next;
    this.total += scaled - (this.#ring[next] as number);
    this.#ring[next] = scaled;
    this.#next = next + 1 === this.period ? 0 : next + 1;
    if (this.count < this.period) this.count++;
    if (Math.abs(this.total) > EXACT_LIMIT) this.#giveUpExactness();
  }

  /** Adds a value that the scale does not fit. */
  #addOther(value: number): void {
    if (this.scale !== 0) this.#rescale(value);
    if (this.scale !== 0) this.#addExact(Math.round(value * this.scale));
    else this.#addRounded(value);
  }

  #addRounded(value: number): void {
    const next = this.#next;
    const oldest = this.#ring[next] as number;
    this.#ring[next] = value;
    this.#next = next + 1 === this.period ? 0 : next + 1;
    if (this.count < this.period) this.count++;
    if (value !== 0) this.nonZero++;
    if (oldest !== 0) this.nonZero--;
    if (this.#next === 0 || this.nonZero === 0) {
      this.#sumUp();
    } else {
      this.#compensatedAdd(value);
      this.#compensatedAdd(-oldest);
    }
  }

  /** Goes to the scale that a value needs, or gives up. */
  #rescale(value: number): void {
    const scale = decimalScaleOf(value, this.scale);
    const ratio = scale / this.scale;
    if (scale === 0 || this.#absoluteSum() * ratio > EXACT_LIMIT) {
      this.#giveUpExactness();
      return;
    }
    for (let i = 0; i < this.period; i++) this.#ring[i] = (this.#ring[i] as number) * ratio;
    this.total *= ratio;
    this.scale = scale;
  }

  #giveUpExactness(): void {
    for (let i = 0; i < this.period; i++) this.#ring[i] = (this.#ring[i] as number) / this.scale;
    this.scale = 0;
    this.#sumUp();
  }

  #absoluteSum(): number {
    let sum = 0;
    for (let i = 0; i < this.period; i++) sum += Math.abs(this.#ring[i] as number);
    return sum;
  }

  #sumUp(): void {
    this.total = 0;
    this.compensation = 0;
    this.nonZero = 0;
    for (let i = 0; i < this.period; i++) {
      if (this.#ring[i] === 0) continue;
      this.nonZero++;
      this.#compensatedAdd(this.#ring[i] as number);
    }
  }

  /** Neumaier's summation. */
  #compensatedAdd(value: number): void {
    const sum = this.total + value;
    this.compensation += Math.abs(this.total) >= Math.abs(value) ? this.total - sum + value : value - sum + this.total;
    this.total = sum;
  }
}
