import { Identity } from './identity.ts';
import { ValueIndicator } from './indicator.ts';
import { createMovingAverage, MovingAverageType } from './moving-average-type.ts';
import { StandardDeviation } from './standard-deviation.ts';

/** A number that another indicator computes and that is ready when that one is. */
class Band extends Identity {
  readonly #owner: StandardDeviation;

  constructor(name: string, owner: StandardDeviation) {
    super(name);
    this.#owner = owner;
  }

  override get isReady(): boolean {
    return this.#owner.isReady;
  }

  override get warmUpPeriod(): number {
    return this.#owner.period;
  }
}

/** An average with bands `k` standard deviations above and below. The value itself is the last price. */
export class BollingerBands extends ValueIndicator {
  readonly period: number;
  readonly k: number;
  readonly movingAverageType: MovingAverageType;
  readonly standardDeviation: StandardDeviation;
  readonly middleBand: ValueIndicator;
  readonly upperBand: ValueIndicator;
  readonly lowerBand: ValueIndicator;
  /** Distance of the bands in percent of the middle. */
  readonly bandWidth: ValueIndicator;
  /** Where the price lies between the bands: 0 at the lower, 1 at the upper. Stays while the bands touch. */
  readonly percentB: ValueIndicator;
  readonly price: ValueIndicator;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number, k: number, type?: MovingAverageType);
  constructor(name: string, period: number, k: number, type?: MovingAverageType);
  constructor(...args: readonly (string | number | undefined)[]) {
    const isNamed = typeof args[0] === 'string';
    const [period, k, type] = (isNamed ? args.slice(1) : args) as [number, number, MovingAverageType?];
    super(isNamed ? (args[0] as string) : `BB(${period},${k})`);
    this.period = period;
    this.k = k;
    this.movingAverageType = type ?? MovingAverageType.Simple;
    this.standardDeviation = new StandardDeviation(`${this.name}_StandardDeviation`, period);
    this.middleBand = createMovingAverage(this.movingAverageType, `${this.name}_MiddleBand`, period);
    this.lowerBand = new Band(`${this.name}_LowerBand`, this.standardDeviation);
    this.upperBand = new Band(`${this.name}_UpperBand`, this.standardDeviation);
    this.bandWidth = new Band(`${this.name}_BandWidth`, this.standardDeviation);
    this.percentB = new Band(`${this.name}_%B`, this.standardDeviation);
    this.price = new Identity(`${this.name}_Close`);
  }

  override get isReady(): boolean {
    return this.samples >= this.period;
  }

  override get warmUpPeriod(): number {
    return this.period;
  }

  override reset(): void {
    this.standardDeviation.reset();
    this.middleBand.reset();
    this.upperBand.reset();
    this.lowerBand.reset();
    this.bandWidth.reset();
    this.percentB.reset();
    this.price.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    this.standardDeviation.push(endTimeMs, value);
    this.middleBand.push(endTimeMs, value);
    this.price.push(endTimeMs, value);
    const deviation = this.standardDeviation.value;
    const middle = this.middleBand.value;
    const lower = middle - this.k * deviation;
    const upper = middle + this.k * deviation;
    this.lowerBand.push(endTimeMs, lower);
    this.upperBand.push(endTimeMs, upper);
    const width = upper - lower;
    if (middle !== 0) this.bandWidth.push(endTimeMs, (width / middle) * 100);
    if (width !== 0) this.percentB.push(endTimeMs, (value - lower) / width);
    // As in LEAN, a flat window leaves the indicator's own value as it was.
    if (deviation !== 0 || !this.isReady) state.publish(endTimeMs, value);
  }
}
