/** Remembers the last values to compare with the one some steps back. */
export class LaggedValues {
  readonly lag: number;
  readonly #ring: Float64Array;
  #next: number;
  #count: number;

  constructor(lag: number) {
    this.lag = lag;
    this.#ring = new Float64Array(lag);
    this.#next = 0;
    this.#count = 0;
  }

  /** Adds a value and returns the one `lag` steps before it; until there is one, the oldest, which may be itself. */
  add(value: number): number {
    const next = this.#next;
    const replaced = this.#ring[next] as number;
    this.#ring[next] = value;
    this.#next = next + 1 === this.lag ? 0 : next + 1;
    if (this.#count === this.lag) return replaced;
    this.#count++;
    return this.#ring[0] as number;
  }

  reset(): void {
    this.#next = 0;
    this.#count = 0;
  }
}
