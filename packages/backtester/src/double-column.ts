const FIRST_CAPACITY = 4_096;

/** A growing list of doubles, eight bytes each. */
export class DoubleColumn {
  #numbers = new Float64Array(FIRST_CAPACITY);
  #length = 0;

  /** Appends the first `count` numbers. */
  append(numbers: Float64Array, count: number): void {
    const length = this.#length + count;
    if (length > this.#numbers.length) {
      const larger = new Float64Array(Math.max(length, this.#numbers.length * 2));
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers.set(numbers.subarray(0, count), this.#length);
    this.#length = length;
  }

  /** The numbers so far. */
  get values(): Float64Array {
    return this.#numbers.subarray(0, this.#length);
  }
}
