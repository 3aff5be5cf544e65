import { BarIndicator, checkPeriod, type ValueIndicator } from './indicator.ts';
import { Line } from './line.ts';
import { type Named, splitName } from './named.ts';
import { WilderMovingAverage } from './wilder-moving-average.ts';
import { WilderSum } from './wilder-sum.ts';

/**
 * Wilder's average directional index, 0 to 100: average of `100 × |DI₊ − DI₋| / (DI₊ + DI₋)`, where the directional indexes
 * are Wilder's sums of upward and downward movement in percent of that of the true range. Sums start with the second bar. 50
 * while both are zero.
 */
export class AverageDirectionalIndex extends BarIndicator {
  readonly period: number;
  readonly positiveDirectionalIndex: ValueIndicator;
  readonly negativeDirectionalIndex: ValueIndicator;
  readonly #average: WilderMovingAverage;
  readonly #range: WilderSum;
  readonly #plus: WilderSum;
  readonly #minus: WilderSum;
  private lastHigh: number;
  private lastLow: number;
  private lastClose: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `ADX(${period})`, 2 * period);
    this.period = checkPeriod(this.name, period);
    const hasSums = { isReady: false, warmUpPeriod: period + 1 };
    Object.defineProperty(hasSums, 'isReady', { get: () => this.samples > period });
    this.positiveDirectionalIndex = new Line(`${this.name}_PositiveDirectionalIndex`, hasSums);
    this.negativeDirectionalIndex = new Line(`${this.name}_NegativeDirectionalIndex`, hasSums);
    this.#average = new WilderMovingAverage(`${this.name}_Average`, period);
    this.#range = new WilderSum(period);
    this.#plus = new WilderSum(period);
    this.#minus = new WilderSum(period);
    this.lastHigh = Number.NaN;
    this.lastLow = Number.NaN;
    this.lastClose = Number.NaN;
  }

  override get isReady(): boolean {
    return this.#average.isReady;
  }

  override reset(): void {
    this.positiveDirectionalIndex.reset();
    this.negativeDirectionalIndex.reset();
    this.#average.reset();
    this.#range.reset();
    this.#plus.reset();
    this.#minus.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    if (this.samples > 1) this.#addMovement(high, low);
    this.lastHigh = high;
    this.lastLow = low;
    this.lastClose = close;
    this.state.publish(endTimeMs, this.#next(endTimeMs));
  }

  #addMovement(high: number, low: number): void {
    const up = high - this.lastHigh;
    const down = this.lastLow - low;
    this.#range.add(Math.max(high - low, Math.abs(high - this.lastClose), Math.abs(low - this.lastClose)));
    this.#plus.add(up > 0 && up >= down ? up : 0);
    this.#minus.add(down > 0 && down > up ? down : 0);
  }

  #next(endTimeMs: number): number {
    const range = this.#range.value;
    const hasIndexes = this.samples > this.period && range !== 0;
    const plus = hasIndexes ? (100 * this.#plus.value) / range : 0;
    const minus = hasIndexes ? (100 * this.#minus.value) / range : 0;
    this.positiveDirectionalIndex.push(endTimeMs, plus);
    this.negativeDirectionalIndex.push(endTimeMs, minus);
    if (plus + minus === 0) return 50;
    this.#average.push(endTimeMs, (100 * Math.abs(plus - minus)) / (plus + minus));
    return this.#average.value;
  }
}
