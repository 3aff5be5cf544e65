import { BarIndicator, type ValueIndicator } from './indicator.ts';
import { createMovingAverage, MovingAverageType, movingAverageName } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';

/**
 * Headley's acceleration bands: averages of `low × (1 − c)`, close and `high × (1 + c)`, where c is `width` times the bar's
 * range divided by the sum of high and low. The value is the middle one.
 */
export class AccelerationBands extends BarIndicator {
  readonly movingAverageType: MovingAverageType;
  readonly middleBand: ValueIndicator;
  readonly upperBand: ValueIndicator;
  readonly lowerBand: ValueIndicator;
  readonly #width: number;

  /** @param width 4 unless given. @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, width?: number, movingAverageType?: MovingAverageType]>) {
    const [name, period, width = 4, type = MovingAverageType.Simple] = splitName(args);
    super(name ?? `ABANDS(${period},${width},${movingAverageName(type)})`, period);
    this.movingAverageType = type;
    this.middleBand = createMovingAverage(type, `${this.name}_MiddleBand`, period);
    this.lowerBand = createMovingAverage(type, `${this.name}_LowerBand`, period);
    this.upperBand = createMovingAverage(type, `${this.name}_UpperBand`, period);
    this.#width = width;
  }

  override get isReady(): boolean {
    return this.middleBand.isReady && this.lowerBand.isReady && this.upperBand.isReady;
  }

  override reset(): void {
    this.middleBand.reset();
    this.lowerBand.reset();
    this.upperBand.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const coefficient = high + low === 0 ? 0 : (this.#width * (high - low)) / (high + low);
    this.lowerBand.push(endTimeMs, low * (1 - coefficient));
    this.upperBand.push(endTimeMs, high * (1 + coefficient));
    this.middleBand.push(endTimeMs, close);
    this.state.publish(endTimeMs, this.middleBand.value);
  }
}
