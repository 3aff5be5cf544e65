import { BarIndicator, checkPeriod } from './indicator.ts';
import { Line } from './line.ts';
import { type Named, splitName } from './named.ts';
import { Sum } from './sum.ts';
import { TrueRange } from './true-range.ts';

/**
 * Botes and Siepman's vortex: sums of the distances high to the low before, and low to the high before, over the sum of true
 * ranges. The value is their mean, zero until it is ready.
 */
export class Vortex extends BarIndicator {
  readonly plusVortex: Line;
  readonly minusVortex: Line;
  readonly #range: TrueRange;
  readonly #ranges: Sum;
  readonly #plus: Sum;
  readonly #minus: Sum;
  private lastHigh: number;
  private lastLow: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `VTX(${period})`, checkPeriod(name ?? 'VTX', period));
    this.#range = new TrueRange(`${this.name}_TR`);
    this.#ranges = new Sum(`${this.name}_ATR_Sum`, period);
    this.#plus = new Sum(`${this.name}_PlusVM_Sum`, period);
    this.#minus = new Sum(`${this.name}_MinusVM_Sum`, period);
    this.plusVortex = new Line(`${this.name}_Plus`, this.#plus);
    this.minusVortex = new Line(`${this.name}_Minus`, this.#minus);
    this.lastHigh = 0;
    this.lastLow = 0;
  }

  override reset(): void {
    this.#range.reset();
    this.#ranges.reset();
    this.#plus.reset();
    this.#minus.reset();
    this.plusVortex.reset();
    this.minusVortex.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#range.pushBar(endTimeMs, open, high, low, close);
    this.#ranges.push(endTimeMs, this.#range.value);
    if (this.samples > 1) this.#move(endTimeMs, high, low);
    this.lastHigh = high;
    this.lastLow = low;
    this.state.publish(endTimeMs, this.isReady ? (this.plusVortex.value + this.minusVortex.value) / 2 : 0);
  }

  #move(endTimeMs: number, high: number, low: number): void {
    this.#plus.push(endTimeMs, Math.abs(high - this.lastLow));
    this.#minus.push(endTimeMs, Math.abs(low - this.lastHigh));
    if (this.#ranges.value === 0) return;
    this.plusVortex.push(endTimeMs, this.#plus.value / this.#ranges.value);
    this.minusVortex.push(endTimeMs, this.#minus.value / this.#ranges.value);
  }
}
