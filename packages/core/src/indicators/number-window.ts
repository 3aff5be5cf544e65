/** The last numbers, newest first: index 0 is the newest. */
export class NumberWindow {
  readonly size: number;
  /** How many numbers there are, at most `size`. */
  count: number;
  readonly #ring: Float64Array;
  #newest: number;

  constructor(size: number) {
    this.size = size;
    this.count = 0;
    this.#ring = new Float64Array(size);
    this.#newest = -1;
  }

  get isFull(): boolean {
    return this.count === this.size;
  }

  /** Adds a number; the oldest leaves a full window. */
  add(value: number): void {
    const next = this.#newest + 1 === this.size ? 0 : this.#newest + 1;
    this.#ring[next] = value;
    this.#newest = next;
    if (this.count < this.size) this.count++;
  }

  /** The number added so many additions ago. @param index 0 for the newest, below `count` */
  at(index: number): number {
    const position = this.#newest - index;
    return this.#ring[position < 0 ? position + this.size : position] as number;
  }

  /** The number that has been in the window longest. */
  get oldest(): number {
    return this.at(this.count - 1);
  }

  /** Largest of the numbers from one index to before another; −∞ when there are none. */
  max(from = 0, to = this.count): number {
    let max = Number.NEGATIVE_INFINITY;
    for (let i = from; i < to; i++) max = Math.max(max, this.at(i));
    return max;
  }

  /** Smallest of the numbers from one index to before another; +∞ when there are none. */
  min(from = 0, to = this.count): number {
    let min = Number.POSITIVE_INFINITY;
    for (let i = from; i < to; i++) min = Math.min(min, this.at(i));
    return min;
  }

  /** Sum of the numbers, taken anew, so that nothing is left of those that have gone. */
  sum(): number {
    let sum = 0;
    for (let i = 0; i < this.count; i++) sum += this.at(i);
    return sum;
  }

  reset(): void {
    this.count = 0;
    this.#newest = -1;
  }
}
