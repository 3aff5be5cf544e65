/** The latest values, oldest first, up to a size. */
export class VolatilityWindow {
  readonly size: number;
  readonly #values: number[] = [];

  constructor(size: number) {
    this.size = size;
  }

  add(value: number): void {
    this.#values.push(value);
    if (this.#values.length > this.size) this.#values.shift();
  }

  clear(): void {
    this.#values.length = 0;
  }

  get count(): number {
    return this.#values.length;
  }

  get mean(): number {
    let mean = 0;
    let count = 0;
    for (const value of this.#newestFirst()) mean += (value - mean) / ++count;
    return mean;
  }

  /** Square root of the sample variance (divisor n − 1), by running totals from the newest value on. */
  get standardDeviation(): number {
    let total = 0;
    let sum = 0;
    let count = 0;
    for (const value of this.#newestFirst()) {
      count += 1;
      total += value;
      if (count === 1) continue;
      const difference = count * value - total;
      sum += (difference * difference) / (count * (count - 1));
    }
    return Math.sqrt(sum / (count - 1));
  }

  #newestFirst(): number[] {
    return [...this.#values].reverse();
  }
}
