import { BarIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { Sum } from './sum.ts';
import { TrueRange } from './true-range.ts';

/** Buying pressure and true range over one period. */
class PressureSums {
  readonly pressure: Sum;
  readonly range: Sum;

  constructor(name: string, period: number) {
    this.pressure = new Sum(`${name}_BP`, period);
    this.range = new Sum(`${name}_TR`, period);
  }

  push(endTimeMs: number, pressure: number, range: number): void {
    this.pressure.push(endTimeMs, pressure);
    this.range.push(endTimeMs, range);
  }

  get ratio(): number {
    return this.pressure.value / this.range.value;
  }

  reset(): void {
    this.pressure.reset();
    this.range.reset();
  }
}

/**
 * Williams' ultimate oscillator, 0 to 100: buying pressure over true range for three periods, with weights 4, 2 and 1. 50
 * until it is ready; keeps while a range is zero.
 */
export class UltimateOscillator extends BarIndicator {
  readonly #range: TrueRange;
  readonly #first: PressureSums;
  readonly #second: PressureSums;
  readonly #third: PressureSums;
  private lastClose: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period1: number, period2: number, period3: number]>) {
    const [name, period1, period2, period3] = splitName(args);
    super(name ?? `ULTOSC(${period1},${period2},${period3})`, 1 + Math.max(period1, period2, period3));
    this.#range = new TrueRange(`${this.name}_TR`);
    this.#first = new PressureSums(`${this.name}_1`, period1);
    this.#second = new PressureSums(`${this.name}_2`, period2);
    this.#third = new PressureSums(`${this.name}_3`, period3);
    this.lastClose = 0;
  }

  override reset(): void {
    this.#range.reset();
    this.#first.reset();
    this.#second.reset();
    this.#third.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#range.pushBar(endTimeMs, open, high, low, close);
    const pressure = close - Math.min(low, this.lastClose);
    this.lastClose = close;
    if (this.samples > 1) {
      this.#first.push(endTimeMs, pressure, this.#range.value);
      this.#second.push(endTimeMs, pressure, this.#range.value);
      this.#third.push(endTimeMs, pressure, this.#range.value);
    }
    this.state.publish(endTimeMs, this.isReady ? this.#weighted() : 50);
  }

  #weighted(): number {
    const value = (100 * (4 * this.#first.ratio + 2 * this.#second.ratio + this.#third.ratio)) / 7;
    return Number.isFinite(value) ? value : this.value;
  }
}
