import { AverageTrueRange } from './average-true-range.ts';
import { BarIndicator } from './indicator.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';

/**
 * Seban's super trend: a band `multiplier` average true ranges from the middle price that only moves towards the price, below
 * it in a rise and above it in a fall; it changes sides when the close crosses it. Zero until it is ready.
 */
export class SuperTrend extends BarIndicator {
  basicUpperBand: number;
  basicLowerBand: number;
  currentTrailingUpperBand: number;
  currentTrailingLowerBand: number;
  readonly #multiplier: number;
  readonly #range: AverageTrueRange;
  private lastClose: number;
  private trend: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, multiplier: number, movingAverageType?: MovingAverageType]>) {
    const [name, period, multiplier, type = MovingAverageType.Wilders] = splitName(args);
    super(name ?? `SuperTrend(${period},${multiplier})`, period);
    this.#multiplier = multiplier;
    this.#range = new AverageTrueRange(`${this.name}_ATR`, period, type);
    this.basicUpperBand = 0;
    this.basicLowerBand = 0;
    this.currentTrailingUpperBand = 0;
    this.currentTrailingLowerBand = 0;
    this.lastClose = 0;
    this.trend = Number.NaN;
  }

  override get isReady(): boolean {
    return this.#range.isReady;
  }

  override reset(): void {
    this.#range.reset();
    this.basicUpperBand = 0;
    this.basicLowerBand = 0;
    this.currentTrailingUpperBand = 0;
    this.currentTrailingLowerBand = 0;
    this.lastClose = 0;
    this.trend = Number.NaN;
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#range.pushBar(endTimeMs, open, high, low, close);
    if (this.isReady) this.#follow((high + low) / 2, close);
    this.lastClose = close;
    this.state.publish(endTimeMs, this.isReady ? this.trend : 0);
  }

  #follow(middle: number, close: number): void {
    const distance = this.#multiplier * this.#range.value;
    const lastUpper = this.currentTrailingUpperBand;
    const lastLower = this.currentTrailingLowerBand;
    this.basicLowerBand = middle - distance;
    this.basicUpperBand = middle + distance;
    const lower = this.basicLowerBand > lastLower || this.lastClose < lastLower ? this.basicLowerBand : lastLower;
    const upper = this.basicUpperBand < lastUpper || this.lastClose > lastUpper ? this.basicUpperBand : lastUpper;
    if (Number.isNaN(this.trend) || this.trend === lastUpper) this.trend = close <= upper ? upper : lower;
    else if (this.trend === lastLower) this.trend = close >= lower ? lower : upper;
    this.currentTrailingLowerBand = lower;
    this.currentTrailingUpperBand = upper;
  }
}
