import { ComputedLine } from './computed-line.ts';
import { ValueIndicator } from './indicator.ts';
import { LineValues } from './line-values.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { createRunningAverage, type RunningAverage } from './running-average.ts';

/** Half of the tenth decimal: an average loss up to here counts as none. */
const NO_LOSS = 5e-11;

/**
 * Relative strength index: `100 − 100 / (1 + gain / loss)` of average gain and loss, which is `100 × gain / (gain + loss)`; 100
 * without losses.
 */
export class RelativeStrengthIndex extends ValueIndicator {
  readonly period: number;
  readonly movingAverageType: MovingAverageType;
  readonly averageGain: ComputedLine;
  readonly averageLoss: ComputedLine;
  private readonly gain: RunningAverage;
  private readonly loss: RunningAverage;
  private readonly lines: LineValues;
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
    this.gain = createRunningAverage(this.movingAverageType, `${this.name}Up`, period);
    this.loss = createRunningAverage(this.movingAverageType, `${this.name}Down`, period);
    this.lines = new LineValues(2);
    this.averageGain = new ComputedLine(`${this.name}Up`, this.lines, this.gain);
    this.averageLoss = new ComputedLine(`${this.name}Down`, this.lines, this.loss);
    this.lastPrice = Number.NaN;
  }

  override get isReady(): boolean {
    return this.loss.isReady;
  }

  override get warmUpPeriod(): number {
    return this.period + 1;
  }

  override reset(): void {
    this.lastPrice = Number.NaN;
    this.gain.reset();
    this.loss.reset();
    this.lines.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    const change = value - this.lastPrice;
    this.lastPrice = value;
    // The first price has no change.
    if (change === change) this.addChange(endTimeMs, change);
    state.publish(endTimeMs, this.strength());
  }

  private addChange(endTimeMs: number, change: number): void {
    const { gain, loss, lines } = this;
    const { rows } = lines;
    // Half of twice the change, or of nothing: exact, and without a branch that is as often wrong as right.
    const size = Math.abs(change);
    gain.add((size + change) / 2);
    loss.add((size - change) / 2);
    const row = lines.begin(endTimeMs);
    rows[row + 1] = gain.value;
    rows[row + 2] = loss.value;
    lines.finish();
  }

  private strength(): number {
    const loss = this.loss.value;
    if (loss <= NO_LOSS) return 100;
    const gain = this.gain.value;
    return gain <= 0 ? 0 : (100 * gain) / (gain + loss);
  }
}
