import { LockstepError } from '../errors/lockstep-error.ts';
import { BarIndicator, checkPeriod } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { NumberWindow } from './number-window.ts';

/**
 * Ehlers' fractal adaptive moving average of the middle price: its factor follows the fractal dimension of the last n bars,
 * estimated from the ranges of both halves and of the whole. The middle price itself for the first n bars.
 */
export class FractalAdaptiveMovingAverage extends BarIndicator {
  readonly #half: number;
  readonly #exponent: number;
  readonly #highs: NumberWindow;
  readonly #lows: NumberWindow;

  /** @param longPeriod period of the slowest average, 198 unless given. @throws LockstepError `INDICATOR_INVALID` for an odd n */
  constructor(...args: Named<[n: number, longPeriod?: number]>) {
    const [name, n, longPeriod = 198] = splitName(args);
    super(name ?? `FRAMA(${n},${longPeriod})`, n);
    if (n % 2 !== 0) {
      throw new LockstepError('INDICATOR_INVALID', `${this.name} got ${n} bars; use an even number.`);
    }
    this.#half = checkPeriod(this.name, n) / 2;
    this.#exponent = Math.log(2 / (1 + longPeriod));
    this.#highs = new NumberWindow(n);
    this.#lows = new NumberWindow(n);
  }

  override reset(): void {
    this.#highs.reset();
    this.#lows.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const price = (high + low) / 2;
    this.#highs.add(high);
    this.#lows.add(low);
    if (this.samples <= this.warmUpPeriod) {
      this.state.publish(endTimeMs, price);
      return;
    }
    const alpha = Math.min(1, Math.max(0.01, Math.exp(this.#exponent * (this.#dimension() - 1))));
    this.state.publish(endTimeMs, alpha * price + (1 - alpha) * this.value);
  }

  #dimension(): number {
    const half = this.#half;
    const halves = (this.#range(0, half) + this.#range(half, 2 * half)) / half;
    const whole = this.#range(0, 2 * half) / (2 * half);
    return halves > 0 && whole > 0 ? Math.log2(halves / whole) : 0;
  }

  #range(from: number, to: number): number {
    return this.#highs.max(from, to) - this.#lows.min(from, to);
  }
}
