import { BarIndicator, type ValueIndicator } from './indicator.ts';
import { createMovingAverage, MovingAverageType, movingAverageName } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';

/** DeMark's indicator, 0 to 1: average rise of highs over the sum of it and the average fall of lows. Zero until ready. */
export class DeMarkerIndicator extends BarIndicator {
  readonly #rises: ValueIndicator;
  readonly #falls: ValueIndicator;
  private lastHigh: number;
  private lastLow: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, type?: MovingAverageType]>) {
    const [name, period, type = MovingAverageType.Simple] = splitName(args);
    super(name ?? `DEM(${period},${movingAverageName(type)})`, period);
    this.#rises = createMovingAverage(type, `${this.name}_Max`, period);
    this.#falls = createMovingAverage(type, `${this.name}_Min`, period);
    this.lastHigh = 0;
    this.lastLow = 0;
  }

  override get isReady(): boolean {
    return this.#rises.isReady && this.#falls.isReady;
  }

  override reset(): void {
    this.#rises.reset();
    this.#falls.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const isFirst = this.samples === 1;
    this.#rises.push(endTimeMs, isFirst ? 0 : Math.max(high - this.lastHigh, 0));
    this.#falls.push(endTimeMs, isFirst ? 0 : Math.max(this.lastLow - low, 0));
    this.lastHigh = high;
    this.lastLow = low;
    const sum = this.#rises.value + this.#falls.value;
    this.state.publish(endTimeMs, this.isReady && sum > 0 ? this.#rises.value / sum : 0);
  }
}
