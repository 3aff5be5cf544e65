/** Random numbers that are the same for the same seed, everywhere (mulberry32). */
export class SeededRandom {
  #state: number;

  /** @param seed an integer */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d_2b_79_f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** True with a probability from 0 to 1. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number, both ends included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** One of a list. */
  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.next() * choices.length)] ?? choices[0];
  }

  /** A source of its own, for something that must not depend on how often others draw. */
  fork(salt: number): SeededRandom {
    const mixed = Math.imul(this.#state ^ Math.imul(salt + 1, 0x9e_37_79_b1), 0x85_eb_ca_6b);
    return new SeededRandom(mixed ^ (mixed >>> 13));
  }
}
