import { BarIndicator, checkPeriod } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { NumberWindow } from './number-window.ts';
import { TrueRange } from './true-range.ts';

/**
 * Choppiness index, 0 for a straight move to 100: the logarithm of the sum of true ranges over the range of the last
 * `period` bars, to the base of the period. Zero until it is ready.
 */
export class ChoppinessIndex extends BarIndicator {
  readonly period: number;
  readonly #range: TrueRange;
  readonly #ranges: NumberWindow;
  readonly #highs: NumberWindow;
  readonly #lows: NumberWindow;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `CHOP(${period})`, period);
    this.period = checkPeriod(this.name, period);
    this.#range = new TrueRange(`${this.name}_TR`);
    this.#ranges = new NumberWindow(period);
    this.#highs = new NumberWindow(period);
    this.#lows = new NumberWindow(period);
  }

  override reset(): void {
    this.#range.reset();
    this.#ranges.reset();
    this.#highs.reset();
    this.#lows.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#range.pushBar(endTimeMs, open, high, low, close);
    this.#ranges.add(this.#range.value);
    this.#highs.add(high);
    this.#lows.add(low);
    this.state.publish(endTimeMs, this.isReady ? this.#choppiness() : 0);
  }

  #choppiness(): number {
    const range = this.#highs.max() - this.#lows.min();
    return range === 0 ? 100 : (100 * Math.log10(this.#ranges.sum() / range)) / Math.log10(this.period);
  }
}
