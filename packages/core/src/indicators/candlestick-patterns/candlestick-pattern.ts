import { BarIndicator } from '../indicator.ts';
import type { Candle } from './candle.ts';
import type { CandleSetting } from './candle-setting.ts';
import { CandleWindow } from './candle-window.ts';

/**
 * A formation of the last candles. Its value is 1 where it appears and means a rise, −1 for a fall, 0 elsewhere; ±2 where a
 * pattern is confirmed. Definitions and sizes are those of TA-Lib.
 */
export abstract class CandlestickPattern extends BarIndicator {
  /** How many candles it takes, those of the averages included. */
  readonly period: number;
  readonly #window: CandleWindow;

  constructor(name: string, period: number) {
    super(name, period);
    this.period = period;
    this.#window = new CandleWindow(period);
  }

  override reset(): void {
    this.#window.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#window.add(open, high, low, close);
    this.state.publish(endTimeMs, this.isReady ? this.recognize() : 0);
  }

  /** The value for a full window of candles. */
  protected abstract recognize(): number;

  /** The candle so many bars ago, 0 for the last. */
  protected candle(ago: number): Candle {
    return this.#window.at(ago);
  }

  /** What a size of the candle so many bars ago is compared with: a multiple of the average of the candles before it. */
  protected average(setting: CandleSetting, ago: number): number {
    const { size, period, numerator, denominator } = setting;
    if (period === 0) return (size(this.candle(ago)) * numerator) / denominator;
    const last = Math.min(ago + period, this.period - 1);
    let sum = 0;
    for (let i = ago + 1; i <= last; i++) sum += size(this.candle(i));
    return (sum * numerator) / (period * denominator);
  }
}
