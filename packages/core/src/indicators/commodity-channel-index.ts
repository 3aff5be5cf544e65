import { BarIndicator, type ValueIndicator } from './indicator.ts';
import { MeanAbsoluteDeviation } from './mean-absolute-deviation.ts';
import { createMovingAverage, MovingAverageType } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';

const LAMBERT = 0.015;

/** Distance of the typical price from its average, in 0.015 mean absolute deviations; zero while there is no deviation. */
export class CommodityChannelIndex extends BarIndicator {
  readonly movingAverageType: MovingAverageType;
  readonly typicalPriceAverage: ValueIndicator;
  readonly typicalPriceMeanDeviation: ValueIndicator;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, movingAverageType?: MovingAverageType]>) {
    const [name, period, type = MovingAverageType.Simple] = splitName(args);
    super(name ?? `CCI(${period})`, period);
    this.movingAverageType = type;
    this.typicalPriceAverage = createMovingAverage(type, `${this.name}_TypicalPriceAvg`, period);
    this.typicalPriceMeanDeviation = new MeanAbsoluteDeviation(`${this.name}_TypicalPriceMAD`, period);
  }

  override get isReady(): boolean {
    return this.typicalPriceAverage.isReady && this.typicalPriceMeanDeviation.isReady;
  }

  override reset(): void {
    this.typicalPriceAverage.reset();
    this.typicalPriceMeanDeviation.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const typical = (high + low + close) / 3;
    this.typicalPriceAverage.push(endTimeMs, typical);
    this.typicalPriceMeanDeviation.push(endTimeMs, typical);
    const scale = LAMBERT * this.typicalPriceMeanDeviation.value;
    this.state.publish(endTimeMs, scale === 0 ? 0 : (typical - this.typicalPriceAverage.value) / scale);
  }
}
