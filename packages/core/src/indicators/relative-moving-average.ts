import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';

/** `SMA(3 × period) − SMA(2 × period) + SMA(period)`. */
export class RelativeMovingAverage extends ValueIndicator {
  readonly shortAverage: SimpleMovingAverage;
  readonly mediumAverage: SimpleMovingAverage;
  readonly longAverage: SimpleMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `RMA(${period})`, 3 * period);
    this.shortAverage = new SimpleMovingAverage(`${this.name}_Short`, period);
    this.mediumAverage = new SimpleMovingAverage(`${this.name}_Medium`, 2 * period);
    this.longAverage = new SimpleMovingAverage(`${this.name}_Long`, 3 * period);
  }

  override reset(): void {
    this.shortAverage.reset();
    this.mediumAverage.reset();
    this.longAverage.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.shortAverage.push(endTimeMs, value);
    this.mediumAverage.push(endTimeMs, value);
    this.longAverage.push(endTimeMs, value);
    this.state.publish(endTimeMs, this.longAverage.value - this.mediumAverage.value + this.shortAverage.value);
  }
}
