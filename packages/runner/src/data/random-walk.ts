/** A seeded source of random numbers: mulberry32 over a hash of the seed text. The same text gives the same numbers. */
export class SeededRandom {
  #state: number;

  constructor(seed: string) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
    this.#state = hash >>> 0;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Nearly normal with mean 0 and variance 1, by sums only, so that every platform gives the same digits. */
  nextNormal(): number {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += this.next();
    return sum;
  }
}

/** Trades a bar is made of. */
const TRADES_PER_BAR = 8;

/** Prices of one bar, in ticks. */
export interface WalkBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** A price that moves by random steps on a tick grid and never reaches zero. */
export class RandomWalk {
  readonly #random: SeededRandom;
  readonly #stepSize: number;
  #price: number;

  /**
   * @param startTicks first price
   * @param barDeviation standard deviation of a bar's relative change
   */
  constructor(random: SeededRandom, startTicks: number, barDeviation: number) {
    this.#random = random;
    this.#price = startTicks;
    this.#stepSize = barDeviation / Math.sqrt(TRADES_PER_BAR);
  }

  /** The next bar; it opens near the last close. */
  next(): WalkBar {
    const open = this.#step();
    let high = open;
    let low = open;
    let close = open;
    for (let i = 1; i < TRADES_PER_BAR; i++) {
      close = this.#step();
      if (close > high) high = close;
      if (close < low) low = close;
    }
    return { open, high, low, close };
  }

  #step(): number {
    const change = Math.max(-0.5, this.#stepSize * this.#random.nextNormal());
    this.#price = Math.max(1, this.#price * (1 + change));
    return Math.max(1, Math.round(this.#price));
  }
}
