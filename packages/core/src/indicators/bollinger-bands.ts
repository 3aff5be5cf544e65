import { ComputedLine } from './computed-line.ts';
import { checkPeriod, ValueIndicator } from './indicator.ts';
import { LineValues } from './line-values.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { RollingVariance } from './rolling-variance.ts';
import { createRunningAverage, type RunningAverage } from './running-average.ts';

/** An average with bands `k` standard deviations above and below. The value itself is the last price. */
export class BollingerBands extends ValueIndicator {
  readonly period: number;
  readonly k: number;
  readonly movingAverageType: MovingAverageType;
  readonly standardDeviation: ComputedLine;
  readonly middleBand: ComputedLine;
  readonly upperBand: ComputedLine;
  readonly lowerBand: ComputedLine;
  /** Distance of the bands in percent of the middle. */
  readonly bandWidth: ComputedLine;
  /** Where the price lies between the bands: 0 at the lower, 1 at the upper. Stays while the bands touch. */
  readonly percentB: ComputedLine;
  readonly price: ComputedLine;
  private readonly variance: RollingVariance;
  private readonly average: RunningAverage;
  private readonly lines: LineValues;

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
    this.variance = new RollingVariance(checkPeriod(this.name, period));
    this.average = createRunningAverage(this.movingAverageType, `${this.name}_MiddleBand`, period);
    this.lines = new LineValues(9);
    this.standardDeviation = new ComputedLine(`${this.name}_StandardDeviation`, this.lines, this);
    this.middleBand = new ComputedLine(`${this.name}_MiddleBand`, this.lines, this.average);
    this.price = new ComputedLine(`${this.name}_Close`, this.lines, this.lines);
    this.lowerBand = new ComputedLine(`${this.name}_LowerBand`, this.lines, this);
    this.upperBand = new ComputedLine(`${this.name}_UpperBand`, this.lines, this);
    this.bandWidth = new ComputedLine(`${this.name}_BandWidth`, this.lines, this, true);
    this.percentB = new ComputedLine(`${this.name}_%B`, this.lines, this, true);
  }

  override get isReady(): boolean {
    return this.samples >= this.period;
  }

  override get warmUpPeriod(): number {
    return this.period;
  }

  override reset(): void {
    this.variance.reset();
    this.average.reset();
    this.lines.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    const { average, lines, variance } = this;
    const { rows } = lines;
    average.add(value);
    const middle = average.value;
    variance.add(value);
    const deviation = Math.sqrt(variance.value);
    const lower = middle - this.k * deviation;
    const upper = middle + this.k * deviation;
    const row = lines.begin(endTimeMs);
    rows[row + 1] = deviation;
    rows[row + 2] = middle;
    rows[row + 3] = value;
    rows[row + 4] = lower;
    rows[row + 5] = upper;
    const width = upper - lower;
    if (middle !== 0 && width !== 0) {
      rows[row + 6] = (width / middle) * 100;
      rows[row + 7] = endTimeMs;
      rows[row + 8] = (value - lower) / width;
      rows[row + 9] = endTimeMs;
    } else this.relateSome(row, width);
    lines.finish();
    // As in LEAN, a flat window leaves the indicator's own value as it was.
    if (deviation !== 0 || !this.isReady) state.publish(endTimeMs, value);
  }

  /** Width and position in the bands where one of them would be divided by zero. */
  private relateSome(row: number, width: number): void {
    const { rows } = this.lines;
    const endTimeMs = rows[row] as number;
    const middle = rows[row + 2] as number;
    if (middle === 0) this.bandWidth.wait();
    else {
      rows[row + 6] = (width / middle) * 100;
      rows[row + 7] = endTimeMs;
    }
    if (width === 0) this.percentB.wait();
    else {
      rows[row + 8] = ((rows[row + 3] as number) - (rows[row + 4] as number)) / width;
      rows[row + 9] = endTimeMs;
    }
  }
}
