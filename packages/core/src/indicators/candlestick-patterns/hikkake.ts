import { CandlestickPattern } from './candlestick-pattern.ts';

const CONFIRMATION_BARS = 3;

/**
 * A candle within the range before it and one that breaks out; the breakout is taken to fail, so a break down means a rise.
 * ±2 when within three bars a close beyond the inner candle confirms it.
 */
export class Hikkake extends CandlestickPattern {
  /** How many candles the formation takes. */
  readonly #candles: number;
  private direction: number;
  private barsSince: number;

  constructor(name = 'HIKKAKE', period = 6, candles = 3) {
    super(name, period);
    this.#candles = candles;
    this.direction = 0;
    this.barsSince = Number.POSITIVE_INFINITY;
  }

  override reset(): void {
    this.direction = 0;
    this.barsSince = Number.POSITIVE_INFINITY;
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    const { samples } = this;
    super.pushBar(endTimeMs, open, high, low, close);
    // Formations that the first candles make may be confirmed later.
    if (this.samples > samples && !this.isReady && this.samples >= this.period - CONFIRMATION_BARS) this.recognize();
  }

  protected override recognize(): number {
    this.barsSince++;
    const direction = this.samples >= this.#candles ? this.formation() : 0;
    if (direction !== 0) {
      this.direction = direction;
      this.barsSince = 0;
      return direction;
    }
    if (this.barsSince > CONFIRMATION_BARS) return 0;
    const inner = this.candle(this.barsSince + 1);
    const { close } = this.candle(0);
    if (this.direction > 0 ? close <= inner.high : close >= inner.low) return 0;
    this.barsSince = Number.POSITIVE_INFINITY;
    return 2 * this.direction;
  }

  /** 1 for a break down, −1 for a break up of the candle before the last, 0 without a formation. */
  protected formation(): number {
    const [outer, inner, last] = [this.candle(2), this.candle(1), this.candle(0)];
    if (inner.high >= outer.high || inner.low <= outer.low) return 0;
    if (last.high < inner.high && last.low < inner.low) return 1;
    return last.high > inner.high && last.low > inner.low ? -1 : 0;
  }
}
