import { BarIndicator } from './indicator.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { createRunningAverage, type RunningAverage } from './running-average.ts';
import { TrueRange } from './true-range.ts';

/** Average of the true range, which counts from the first bar on. */
export class AverageTrueRange extends BarIndicator {
  readonly period: number;
  readonly trueRange: TrueRange;
  private readonly average: RunningAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number, type?: MovingAverageType);
  constructor(name: string, period: number, type?: MovingAverageType);
  constructor(first: number | string, second?: number, third?: MovingAverageType) {
    const isNamed = typeof first === 'string';
    const period = isNamed ? (second as number) : first;
    const type = (isNamed ? third : (second as MovingAverageType | undefined)) ?? MovingAverageType.Wilders;
    super(isNamed ? first : `ATR(${period})`);
    this.period = period;
    this.trueRange = new TrueRange(this.name);
    this.average = createRunningAverage(type, this.name, period);
  }

  override get isReady(): boolean {
    return this.average.isReady;
  }

  override get warmUpPeriod(): number {
    return this.period;
  }

  override reset(): void {
    this.average.reset();
    this.trueRange.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    this.trueRange.pushBar(endTimeMs, open, high, low, close);
    this.average.add(this.trueRange.value);
    state.publish(endTimeMs, this.average.value);
  }
}
