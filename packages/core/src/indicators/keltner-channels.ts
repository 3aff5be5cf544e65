import { AverageTrueRange } from './average-true-range.ts';
import { BarIndicator, type ValueIndicator } from './indicator.ts';
import { Line } from './line.ts';
import { createMovingAverage, MovingAverageType } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';

/** An average of the typical price with bands `k` average true ranges above and below. The value is the average. */
export class KeltnerChannels extends BarIndicator {
  readonly middleBand: ValueIndicator;
  /** Zero until the average is ready, as the lower band is. */
  readonly upperBand: ValueIndicator;
  readonly lowerBand: ValueIndicator;
  /** A simple average, whatever the type of the middle band. */
  readonly averageTrueRange: AverageTrueRange;
  readonly #k: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, k: number, movingAverageType?: MovingAverageType]>) {
    const [name, period, k, type = MovingAverageType.Simple] = splitName(args);
    super(name ?? `KC(${period},${k})`, period);
    this.#k = k;
    this.averageTrueRange = new AverageTrueRange(`${this.name}_AverageTrueRange`, period, MovingAverageType.Simple);
    this.middleBand = createMovingAverage(type, `${this.name}_MiddleBand`, period);
    this.lowerBand = new Line(`${this.name}_LowerBand`, this.middleBand);
    this.upperBand = new Line(`${this.name}_UpperBand`, this.middleBand);
  }

  override get isReady(): boolean {
    return this.middleBand.isReady && this.averageTrueRange.isReady;
  }

  override reset(): void {
    this.averageTrueRange.reset();
    this.middleBand.reset();
    this.lowerBand.reset();
    this.upperBand.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.averageTrueRange.pushBar(endTimeMs, open, high, low, close);
    this.middleBand.push(endTimeMs, (high + low + close) / 3);
    const middle = this.middleBand.value;
    const distance = this.averageTrueRange.value * this.#k;
    const isReady = this.middleBand.isReady;
    this.lowerBand.push(endTimeMs, isReady ? middle - distance : 0);
    this.upperBand.push(endTimeMs, isReady ? middle + distance : 0);
    this.state.publish(endTimeMs, middle);
  }
}
