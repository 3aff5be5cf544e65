const LENGTH = 55;
const LIMIT = 2_147_483_647;
const SEED_LIMIT = 161_803_398;

/**
 * Random numbers that a seed determines: Knuth's subtractive generator (The Art of Computer Programming 2, 3.2.2) with
 * the constants that .NET's `Random(seed)` uses, so that strategies draw what they draw there.
 */
export class SeededRandom {
  readonly #state = new Int32Array(LENGTH + 1);
  #next = 0;
  #behind = 21;

  /** @param seed a whole number of 32 bits */
  constructor(seed: number) {
    const state = this.#state;
    let value = SEED_LIMIT - Math.min(Math.abs(Math.trunc(seed)), LIMIT);
    state[LENGTH] = value;
    let following = 1;
    for (let index = 1; index < LENGTH; index += 1) {
      const position = (21 * index) % LENGTH;
      state[position] = following;
      following = (value - following) | 0;
      if (following < 0) following += LIMIT;
      value = state[position] as number;
    }
    for (let round = 1; round < 5; round += 1) {
      for (let index = 1; index <= LENGTH; index += 1) {
        const other = 1 + ((index + 30) % LENGTH);
        state[index] = (state[index] as number) - (state[other] as number);
        if ((state[index] as number) < 0) state[index] = (state[index] as number) + LIMIT;
      }
    }
  }

  /** From 0 up to, not including, 1. */
  nextDouble(): number {
    return this.#draw() * (1 / LIMIT);
  }

  /** A whole number from a minimum up to, not including, a maximum. */
  next(minimum: number, maximum: number): number {
    return Math.trunc(this.nextDouble() * (maximum - minimum)) + minimum;
  }

  #draw(): number {
    const state = this.#state;
    this.#next = this.#next >= LENGTH ? 1 : this.#next + 1;
    this.#behind = this.#behind >= LENGTH ? 1 : this.#behind + 1;
    let value = ((state[this.#next] as number) - (state[this.#behind] as number)) | 0;
    if (value === LIMIT) value -= 1;
    if (value < 0) value += LIMIT;
    state[this.#next] = value;
    return value;
  }
}
