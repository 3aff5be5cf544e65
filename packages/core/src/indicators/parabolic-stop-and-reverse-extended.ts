import { BarIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';

/** How fast a stop follows: the factor at first, its growth at each new extreme, and its limit. */
interface Acceleration {
  readonly start: number;
  readonly increment: number;
  readonly max: number;
}

/**
 * Parabolic stop and reverse with parameters for each side: below the price while long, and above it, with a negative sign,
 * while short. The first value is the start or the close.
 */
export class ParabolicStopAndReverseExtended extends BarIndicator {
  readonly #sarStart: number;
  readonly #offsetOnReverse: number;
  readonly #short: Acceleration;
  readonly #long: Acceleration;
  private isLong: boolean;
  private stop: number;
  private extreme: number;
  private acceleration: number;
  private lastHigh: number;
  private lastLow: number;

  /**
   * @param sarStart the first stop: positive starts long, negative short, zero by the first move
   * @param offsetOnReverse by what share of itself a new stop lies farther away
   */
  constructor(
    ...args: Named<
      [
        sarStart?: number,
        offsetOnReverse?: number,
        afStartShort?: number,
        afIncrementShort?: number,
        afMaxShort?: number,
        afStartLong?: number,
        afIncrementLong?: number,
        afMaxLong?: number,
      ]
    >
  ) {
    const [name, ...parameters] = splitName(args);
    const [start = 0, offset = 0, ...rest] = parameters;
    const [startShort = 0.02, incrementShort = 0.02, maxShort = 0.2, ...long] = rest;
    const [startLong = 0.02, incrementLong = 0.02, maxLong = 0.2] = long;
    const all = [start, offset, startShort, incrementShort, maxShort, startLong, incrementLong, maxLong];
    super(name ?? `SAREXT(${all.join(',')})`, 2);
    this.#sarStart = start;
    this.#offsetOnReverse = offset;
    this.#short = { start: startShort, increment: incrementShort, max: maxShort };
    this.#long = { start: startLong, increment: incrementLong, max: maxLong };
    this.isLong = false;
    this.stop = 0;
    this.extreme = 0;
    this.acceleration = 0;
    this.lastHigh = 0;
    this.lastLow = 0;
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.state.publish(endTimeMs, this.sign(this.#next(high, low, close)));
    this.lastHigh = high;
    this.lastLow = low;
  }

  /** The value as it is published. */
  protected sign(value: number): number {
    return value;
  }

  #next(high: number, low: number, close: number): number {
    if (this.samples === 1) return this.#sarStart === 0 ? close : this.#sarStart;
    if (this.samples === 2) this.#start(high, low);
    if (this.isLong) return low <= this.stop ? this.#turnShort(high, low) : this.#stayLong(high, low);
    return high >= this.stop ? this.#turnLong(high, low) : this.#stayShort(high, low);
  }

  /** Takes a side at the second bar, whose own prices count as those of the bar before from here on. */
  #start(high: number, low: number): void {
    const fell = this.lastLow - low;
    const isFall = fell > 0 && high - this.lastHigh < fell;
    this.isLong = this.#sarStart === 0 ? !isFall : this.#sarStart > 0;
    this.stop = this.#sarStart === 0 ? (this.isLong ? this.lastLow : this.lastHigh) : Math.abs(this.#sarStart);
    this.extreme = this.isLong ? high : low;
    this.acceleration = (this.isLong ? this.#long : this.#short).start;
    this.lastHigh = high;
    this.lastLow = low;
  }

  #stayLong(high: number, low: number): number {
    const stop = this.stop;
    if (high > this.extreme) {
      this.extreme = high;
      this.acceleration = Math.min(this.acceleration + this.#long.increment, this.#long.max);
    }
    this.stop = Math.min(stop + this.acceleration * (this.extreme - stop), this.lastLow, low);
    return stop;
  }

  #stayShort(high: number, low: number): number {
    const stop = this.stop;
    if (low < this.extreme) {
      this.extreme = low;
      this.acceleration = Math.min(this.acceleration + this.#short.increment, this.#short.max);
    }
    this.stop = Math.max(stop + this.acceleration * (this.extreme - stop), this.lastHigh, high);
    return -stop;
  }

  #turnShort(high: number, low: number): number {
    const stop = Math.max(this.extreme, this.lastHigh, high) * (1 + this.#offsetOnReverse);
    this.isLong = false;
    this.acceleration = this.#short.start;
    this.extreme = low;
    this.stop = Math.max(stop + this.acceleration * (low - stop), this.lastHigh, high);
    return -stop;
  }

  #turnLong(high: number, low: number): number {
    const stop = Math.min(this.extreme, this.lastLow, low) * (1 - this.#offsetOnReverse);
    this.isLong = true;
    this.acceleration = this.#long.start;
    this.extreme = high;
    this.stop = Math.min(stop + this.acceleration * (high - stop), this.lastLow, low);
    return stop;
  }
}
