import { Bar } from '../market/bar.ts';

/** One side of a quote bar under way; empty until there is a quote on it. */
export class QuoteSide {
  size = 0;
  #isEmpty = true;
  #open = Number.NaN;
  #high = Number.NaN;
  #low = Number.NaN;
  #close = Number.NaN;

  /** Begins at the close of the side of the bar before. */
  start(previous: Bar | null, size: number): void {
    this.#isEmpty = true;
    this.size = size;
    if (previous !== null && previous.close !== 0) {
      this.#isEmpty = false;
      this.#open = this.#high = this.#low = this.#close = previous.close;
    }
  }

  merge(bar: Bar | null, size: number): void {
    if (bar === null) return;
    this.size = size;
    if (this.#isEmpty) {
      this.#isEmpty = false;
      this.#open = bar.open;
      this.#high = bar.high;
      this.#low = bar.low;
    } else {
      if (bar.high > this.#high) this.#high = bar.high;
      if (bar.low < this.#low) this.#low = bar.low;
    }
    this.#close = bar.close;
  }

  /** Takes a quote; a price or size of zero is none. */
  mergeQuote(price: number, size: number): void {
    if (size > 0) this.size = size;
    if (price === 0) return;
    if (this.#isEmpty) {
      this.#isEmpty = false;
      this.#open = this.#high = this.#low = price;
    }
    if (price > this.#high) this.#high = price;
    if (price < this.#low) this.#low = price;
    this.#close = price;
  }

  toBar(): Bar | null {
    return this.#isEmpty ? null : new Bar(this.#open, this.#high, this.#low, this.#close);
  }
}
