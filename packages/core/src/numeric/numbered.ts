/** Values that come up again and again, by number: a row of numbers can say which of them it means. */
export class Numbered<T> {
  readonly #values: T[] = [];
  readonly #numbers = new Map<T, number>();
  #last: T | undefined = undefined;
  #lastNumber = 0;

  /** The number of a value, from 0 in the order of their first appearance. */
  numberOf(value: T): number {
    if (value === this.#last && value !== undefined) return this.#lastNumber;
    let number = this.#numbers.get(value);
    if (number === undefined) {
      number = this.#values.push(value) - 1;
      this.#numbers.set(value, number);
    }
    this.#last = value;
    this.#lastNumber = number;
    return number;
  }

  /** The value of a number that was given. */
  get(number: number): T {
    return this.#values[number]!;
  }
}
