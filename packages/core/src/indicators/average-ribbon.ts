import { EXACT_LIMIT, nearestWhole } from './decimal-scale.ts';
import type { SimpleMovingAverage } from './simple-moving-average.ts';

/**
 * Simple averages of one series of prices, taken together: they share its values, so that each costs a difference and a
 * quotient. They are in it while prices are whole multiples of their step and nobody asks for more than their last two
 * values; with the first that does, all go on by themselves.
 */
export class AverageRibbon {
  readonly scale: number;
  /** Values since it began. */
  count: number;
  timeMs: number;
  previousTimeMs: number;
  readonly means: Float64Array;
  readonly previousMeans: Float64Array;
  readonly #members: readonly SimpleMovingAverage[];
  private readonly periods: Int32Array;
  private readonly sums: Float64Array;
  private readonly divisors: Float64Array;
  /** The latest values times the scale; its length is a power of two above the longest period. */
  private readonly ring: Float64Array;
  /** Where the next value goes. */
  private next: number;
  /** Sums of values up to here, times the scale, are exact. */
  private readonly limit: number;
  private isDissolved: boolean;

  private constructor(members: readonly SimpleMovingAverage[], scale: number) {
    const longest = longestOf(members);
    this.scale = scale;
    this.count = 0;
    // NaN first: a field that begins as a double stays one.
    this.timeMs = Number.NaN;
    this.previousTimeMs = Number.NaN;
    this.timeMs = longest.timeMs;
    this.#members = members;
    this.periods = Int32Array.from(members, ({ period }) => period);
    this.sums = new Float64Array(members.length);
    this.divisors = Float64Array.from(members, ({ period }) => period * scale);
    this.means = Float64Array.from(members, ({ value }) => value);
    this.previousMeans = new Float64Array(members.length);
    this.ring = new Float64Array(2 ** Math.ceil(Math.log2(longest.period + 1)));
    this.ring.set(longest.scaledValues());
    this.next = longest.period;
    this.limit = EXACT_LIMIT / longest.period;
    this.isDissolved = false;
    for (const [place, member] of members.entries()) this.sums[place] = sumOf(member.scaledValues());
  }

  /** Joins averages that have had the same last inputs; null unless all of them can be in a ribbon. */
  static of(members: readonly SimpleMovingAverage[]): AverageRibbon | null {
    const [first] = members;
    if (first === undefined) return null;
    const { timeMs, ribbonScale } = first;
    if (ribbonScale === 0) return null;
    if (members.some((each) => each.ribbonScale !== ribbonScale || each.timeMs !== timeMs)) return null;
    const values = longestOf(members).scaledValues();
    if (members.some((each) => !endsWith(values, each.scaledValues()))) return null;
    const ribbon = new AverageRibbon(members, ribbonScale);
    for (const [place, member] of members.entries()) member.joinRibbon(ribbon, place);
    return ribbon;
  }

  /** Takes the next value; false when the averages go on, and have to take this one, by themselves. */
  add(endTimeMs: number, value: number): boolean {
    const { scale, next, ring, periods, sums, divisors, means, previousMeans } = this;
    const scaled = nearestWhole(value * scale);
    // Written so that NaN dissolves it.
    if (!(scaled / scale === value && Math.abs(scaled) <= this.limit)) this.dissolve();
    if (this.isDissolved) return false;
    if (endTimeMs < this.timeMs) return true;
    const mask = ring.length - 1;
    for (let i = 0; i < periods.length; i++) {
      const sum = (sums[i] as number) + (scaled - (ring[(next - (periods[i] as number)) & mask] as number));
      sums[i] = sum;
      previousMeans[i] = means[i] as number;
      means[i] = sum / (divisors[i] as number);
    }
    ring[next] = scaled;
    this.next = (next + 1) & mask;
    this.previousTimeMs = this.timeMs;
    this.timeMs = endTimeMs;
    this.count++;
    return true;
  }

  /** A value times the scale. @param back 1 for the latest, up to the longest period */
  scaledValue(back: number): number {
    return this.ring[(this.next - back) & (this.ring.length - 1)] as number;
  }

  /** Lets all averages go on by themselves. */
  dissolve(): void {
    if (this.isDissolved) return;
    this.isDissolved = true;
    for (const member of this.#members) member.leaveRibbon();
  }
}

function longestOf(members: readonly SimpleMovingAverage[]): SimpleMovingAverage {
  return members.reduce((one, other) => (other.period > one.period ? other : one));
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function endsWith(values: Float64Array, last: Float64Array): boolean {
  const before = values.length - last.length;
  return last.every((value, index) => value === values[before + index]);
}
