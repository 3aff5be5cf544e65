import { decimalScaleOf, FIRST_SCALE } from '../decimal-scale.ts';
import { Candle } from './candle.ts';

/** The last candles, newest first, at a common scale. */
export class CandleWindow {
  readonly #ring: readonly Candle[];
  #newest: number;
  /** Factor that makes the prices whole numbers; 1 once one of them is no decimal with few digits. */
  #scale: number;
  #isExact: boolean;

  constructor(size: number) {
    this.#ring = Array.from({ length: size }, () => new Candle());
    this.#newest = -1;
    this.#scale = FIRST_SCALE;
    this.#isExact = true;
  }

  add(open: number, high: number, low: number, close: number): void {
    if (this.#isExact) for (const price of [open, high, low, close]) this.#fit(price);
    this.#newest = this.#newest + 1 === this.#ring.length ? 0 : this.#newest + 1;
    const candle = this.#ring[this.#newest] as Candle;
    candle.open = this.#scaled(open);
    candle.high = this.#scaled(high);
    candle.low = this.#scaled(low);
    candle.close = this.#scaled(close);
  }

  /** The candle so many bars ago, 0 for the last. It changes when the window goes on. */
  at(ago: number): Candle {
    const position = this.#newest - ago;
    return this.#ring[position < 0 ? position + this.#ring.length : position] as Candle;
  }

  reset(): void {
    this.#newest = -1;
    this.#scale = FIRST_SCALE;
    this.#isExact = true;
  }

  #scaled(price: number): number {
    return this.#isExact ? Math.round(price * this.#scale) : price;
  }

  /** Goes to the scale that a price needs. */
  #fit(price: number): void {
    if (Math.round(price * this.#scale) / this.#scale === price) return;
    const scale = decimalScaleOf(price, this.#scale);
    this.#isExact = scale !== 0;
    const ratio = (this.#isExact ? scale : 1) / this.#scale;
    for (const candle of this.#ring) {
      candle.open *= ratio;
      candle.high *= ratio;
      candle.low *= ratio;
      candle.close *= ratio;
    }
    this.#scale = this.#isExact ? scale : 1;
  }
}
