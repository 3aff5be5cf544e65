import { ValueIndicator } from './indicator.ts';
import { createMovingAverage, MovingAverageType } from './moving-average-type.ts';

/** Half of the tenth decimal: an average loss up to here counts as none. */
const NO_LOSS = 5e-11;

/**
 * Relative strength index: `100 − 100 / (1 + gain / loss)` of average gain and loss, which is `100 × gain / (gain + loss)`; 100
 * without losses.
 */
export class RelativeStrengthIndex extends ValueIndicator {
  readonly period: number;
  readonly movingAverageType: MovingAverageType;
  readonly averageGain: ValueIndicator;
  readonly averageLoss: ValueIndicator;
  private lastPrice: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number, type?: MovingAverageType);
  constructor(name: string, period: number, type?: MovingAverageType);
  constructor(first: number | string, second?: number, third?: MovingAverageType) {
    const isNamed = typeof first === 'string';
    const period = isNamed ? (second as number) : first;
    super(isNamed ? first : `RSI(${period})`);
    this.period = period;
    this.movingAverageType = (isNamed ? third : (second as MovingAverageType | undefined)) ?? MovingAverageType.Wilders;
    this.averageGain = createMovingAverage(this.movingAverageType, `${this.name}Up`, period);
    this.averageLoss = createMovingAverage(this.movingAverageType, `${this.name}Down`, period);
    this.lastPrice = Number.NaN;
  }

  override get isReady(): boolean {
    return this.averageGain.isReady && this.averageLoss.isReady;
  }

  override get warmUpPeriod(): number {
    return this.period + 1;
  }

  override reset(): void {
    this.lastPrice = Number.NaN;
    this.averageGain.reset();
    this.averageLoss.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    const change = value - this.lastPrice;
    this.lastPrice = value;
    if (change >= 0) {
      this.averageGain.push(endTimeMs, change);
      this.averageLoss.push(endTimeMs, 0);
    } else if (change < 0) {
      this.averageGain.push(endTimeMs, 0);
      this.averageLoss.push(endTimeMs, -change);
    }
    state.publish(endTimeMs, this.#strength());
  }

  #strength(): number {
    const loss = this.averageLoss.value;
    if (loss <= NO_LOSS) return 100;
    const gain = this.averageGain.value;
    return gain <= 0 ? 0 : (100 * gain) / (gain + loss);
  }
}
