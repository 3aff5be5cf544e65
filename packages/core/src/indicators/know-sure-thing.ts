import { ValueIndicator } from './indicator.ts';
import { createMovingAverage, MovingAverageType, movingAverageName } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';
import { RateOfChange } from './rate-of-change.ts';

/**
 * Pring's know sure thing: the sum of four averaged rates of change in percent with weights 1 to 4. Zero until the signal
 * line is ready.
 */
export class KnowSureThing extends ValueIndicator {
  readonly movingAverageType: MovingAverageType;
  readonly roc1: RateOfChange;
  readonly roc2: RateOfChange;
  readonly roc3: RateOfChange;
  readonly roc4: RateOfChange;
  readonly roc1Ma: ValueIndicator;
  readonly roc2Ma: ValueIndicator;
  readonly roc3Ma: ValueIndicator;
  readonly roc4Ma: ValueIndicator;
  readonly signalLine: ValueIndicator;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(
    ...args: Named<
      [
        roc1Period: number,
        roc1MaPeriod: number,
        roc2Period: number,
        roc2MaPeriod: number,
        roc3Period: number,
        roc3MaPeriod: number,
        roc4Period: number,
        roc4MaPeriod: number,
        signalPeriod: number,
        movingAverageType?: MovingAverageType,
      ]
    >
  ) {
    const [name, r1, m1, r2, m2, r3, m3, r4, m4, signal, type = MovingAverageType.Simple] = splitName(args);
    super(
      name ?? `KST(${[r1, m1, r2, m2, r3, m3, r4, m4, signal, movingAverageName(type)].join(',')})`,
      Math.max(r1 + m1, r2 + m2, r3 + m3, r4 + m4),
    );
    this.movingAverageType = type;
    this.roc1 = new RateOfChange(`${this.name}_ROC1`, r1);
    this.roc2 = new RateOfChange(`${this.name}_ROC2`, r2);
    this.roc3 = new RateOfChange(`${this.name}_ROC3`, r3);
    this.roc4 = new RateOfChange(`${this.name}_ROC4`, r4);
    this.roc1Ma = createMovingAverage(type, `${this.name}_ROC1MA`, m1);
    this.roc2Ma = createMovingAverage(type, `${this.name}_ROC2MA`, m2);
    this.roc3Ma = createMovingAverage(type, `${this.name}_ROC3MA`, m3);
    this.roc4Ma = createMovingAverage(type, `${this.name}_ROC4MA`, m4);
    this.signalLine = createMovingAverage(type, `${this.name}_SignalLine`, signal);
  }

  override get isReady(): boolean {
    return (
      this.roc1Ma.isReady &&
      this.roc2Ma.isReady &&
      this.roc3Ma.isReady &&
      this.roc4Ma.isReady &&
      this.signalLine.isReady
    );
  }

  override reset(): void {
    this.roc1.reset();
    this.roc2.reset();
    this.roc3.reset();
    this.roc4.reset();
    this.roc1Ma.reset();
    this.roc2Ma.reset();
    this.roc3Ma.reset();
    this.roc4Ma.reset();
    this.signalLine.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const sum =
      averagedChange(this.roc1, this.roc1Ma, endTimeMs, value) +
      2 * averagedChange(this.roc2, this.roc2Ma, endTimeMs, value) +
      3 * averagedChange(this.roc3, this.roc3Ma, endTimeMs, value) +
      4 * averagedChange(this.roc4, this.roc4Ma, endTimeMs, value);
    this.signalLine.push(endTimeMs, sum);
    this.state.publish(endTimeMs, this.signalLine.isReady ? sum : 0);
  }
}

function averagedChange(change: RateOfChange, average: ValueIndicator, endTimeMs: number, value: number): number {
  change.push(endTimeMs, value);
  if (change.isReady) average.push(endTimeMs, 100 * change.value);
  return average.value;
}
