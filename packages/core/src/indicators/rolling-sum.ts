import { decimalScaleOf, EXACT_LIMIT, FIRST_SCALE, nearestWhole } from './decimal-scale.ts';

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
  private next: number;
  /** Zero once a value was not a decimal with few digits. */
  private scale: number;
  private total: number;
  /** Zero while the sum is exact. */
  private compensation: number;
  /** What the total is divided by for the mean: number of values, times the scale while the sum is exact. */
  private divisor: number;
  /** Values in the window that are not zero, while the sum is rounded: without any, nothing must be left of those before. */
  private nonZero: number;

  constructor(period: number) {
    this.period = period;
    this.count = 0;
    this.#ring = new Float64Array(period);
    this.next = 0;
    // NaN first: a field that begins as a double stays one, and sums are then written in place.
    this.scale = Number.NaN;
    this.total = Number.NaN;
    this.compensation = Number.NaN;
    this.divisor = Number.NaN;
    this.nonZero = 0;
    this.reset();
  }

  /** Adds a value; the oldest leaves a full window. */
  add(value: number): void {
    // Short on purpose: what calls it is inlined with it. A scale of zero fails the comparison.
    const scaled = nearestWhole(value * this.scale);
    if (scaled / this.scale === value && this.count === this.period) this.replaceOldest(scaled);
    else if (this.scale === 0 && this.count === this.period) this.addRounded(value);
    else this.addByRules(value);
  }

  /** Values are summed as whole numbers after multiplication with it; zero while they are not, or the window is not full. */
  get exactScale(): number {
    return this.count === this.period ? this.scale : 0;
  }

  /** The values of a full window times the exact scale, the oldest first. */
  scaledValues(): Float64Array {
    const ring = this.#ring;
    return Float64Array.from(ring, (_, index) => ring[(this.next + index) % this.period] as number);
  }

  /** The sum. */
  get sum(): number {
    return this.scale === 0 ? this.total + this.compensation : this.total / this.scale;
  }

  /** The sum divided by the number of values; rounded once while the sum is exact. */
  get mean(): number {
    return (this.total + this.compensation) / this.divisor;
  }

  reset(): void {
    this.count = 0;
    this.#ring.fill(0);
    this.next = 0;
    this.scale = FIRST_SCALE;
    this.total = 0;
    this.compensation = 0;
    this.divisor = 0;
    this.nonZero = 0;
  }

  private replaceOldest(scaled: number): void {
    const ring = this.#ring;
    const next = this.next;
    const total = this.total + (scaled - (ring[next] as number));
    ring[next] = scaled;
    this.next = next + 1 === this.period ? 0 : next + 1;
    this.total = total;
    if (Math.abs(total) > EXACT_LIMIT) this.#giveUpExactness();
  }

  /** Adds a value that the scale does not fit, or to a window that is not full. */
  private addByRules(value: number): void {
    if (this.scale !== 0) this.#rescale(value);
    if (this.count < this.period) this.count++;
    if (this.scale !== 0) this.replaceOldest(nearestWhole(value * this.scale));
    else this.addRounded(value);
    this.divisor = this.scale === 0 ? this.count : this.scale * this.count;
  }

  /** Keeps what rounding takes from the sum: Knuth's two-sum, which needs no branch. */
  private addRounded(value: number): void {
    const ring = this.#ring;
    const next = this.next;
    const oldest = ring[next] as number;
    ring[next] = value;
    this.next = next + 1 === this.period ? 0 : next + 1;
    if (value !== 0) this.nonZero++;
    if (oldest !== 0) this.nonZero--;
    if (this.next === 0 || this.nonZero === 0) {
      this.#sumUp();
      return;
    }
    const before = this.total;
    const sum = before + value;
    const added = sum - before;
    const after = sum - oldest;
    const removed = after - sum;
    const lost = before - (sum - added) + (value - added);
    this.compensation = this.compensation + lost + (sum - (after - removed) + (-oldest - removed));
    this.total = after;
  }

  /** Goes to the scale that a value needs, or gives up. */
  #rescale(value: number): void {
    const scale = decimalScaleOf(value, this.scale);
    if (scale === this.scale) return;
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
    this.divisor = this.count;
    this.#sumUp();
  }

  #absoluteSum(): number {
    let sum = 0;
    for (let i = 0; i < this.period; i++) sum += Math.abs(this.#ring[i] as number);
    return sum;
  }

  #sumUp(): void {
    const ring = this.#ring;
    let total = 0;
    let compensation = 0;
    let nonZero = 0;
    for (let i = 0; i < ring.length; i++) {
      const value = ring[i] as number;
      const sum = total + value;
      const added = sum - total;
      compensation += total - (sum - added) + (value - added);
      total = sum;
      if (value !== 0) nonZero++;
    }
    this.total = total;
    this.compensation = compensation;
    this.nonZero = nonZero;
  }
}
