import { type Named, splitName } from './named.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { WindowIndicator } from './window-indicator.ts';

/** Mean distance of the last `period` values from their mean; zero for the first. */
export class MeanAbsoluteDeviation extends WindowIndicator {
  readonly mean: SimpleMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `MAD(${period})`, period);
    this.mean = new SimpleMovingAverage(`${this.name}_Mean`, period);
  }

  override reset(): void {
    this.mean.reset();
    super.reset();
  }

  protected override compute(endTimeMs: number, value: number): number {
    this.mean.push(endTimeMs, value);
    const mean = this.mean.value;
    const { inputs } = this;
    let sum = 0;
    for (let i = 0; i < inputs.count; i++) sum += Math.abs(inputs.at(i) - mean);
    return sum / inputs.count;
  }
}
