import { LockstepError } from '../errors/lockstep-error.ts';
import { ComputedLine } from './computed-line.ts';
import { ValueIndicator } from './indicator.ts';
import { LineValues } from './line-values.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { createRunningAverage, type RunningAverage } from './running-average.ts';

/** Difference of a fast and a slow average, with an average of that difference as signal line. */
export class MovingAverageConvergenceDivergence extends ValueIndicator {
  readonly fast: ComputedLine;
  readonly slow: ComputedLine;
  /** Average of the difference, from when both averages are ready. */
  readonly signal: ComputedLine;
  /** Difference minus signal, from when the signal is ready. */
  readonly histogram: ComputedLine;
  private readonly fastAverage: RunningAverage;
  private readonly slowAverage: RunningAverage;
  private readonly signalAverage: RunningAverage;
  private readonly lines: LineValues;
  readonly #warmUpPeriod: number;

  /** @throws LockstepError `INDICATOR_INVALID` unless fast < slow */
  constructor(fast: number, slow: number, signal: number, type?: MovingAverageType);
  constructor(name: string, fast: number, slow: number, signal: number, type?: MovingAverageType);
  constructor(...args: readonly (string | number | undefined)[]) {
    const isNamed = typeof args[0] === 'string';
    const [fast, slow, signal, type] = (isNamed ? args.slice(1) : args) as [number, number, number, MovingAverageType?];
    super(isNamed ? (args[0] as string) : `MACD(${fast},${slow},${signal})`);
    if (!(fast < slow)) {
      throw new LockstepError(
        'INDICATOR_INVALID',
        `${this.name} got a fast period of ${fast} and a slow one of ${slow}; the fast one must be smaller.`,
      );
    }
    const average = type ?? MovingAverageType.Exponential;
    this.fastAverage = createRunningAverage(average, `${this.name}_Fast`, fast);
    this.slowAverage = createRunningAverage(average, `${this.name}_Slow`, slow);
    this.signalAverage = createRunningAverage(average, `${this.name}_Signal`, signal);
    this.lines = new LineValues(4);
    this.fast = new ComputedLine(`${this.name}_Fast`, this.lines, this.fastAverage);
    this.slow = new ComputedLine(`${this.name}_Slow`, this.lines, this.slowAverage);
    this.signal = new ComputedLine(`${this.name}_Signal`, this.lines, this.signalAverage);
    this.histogram = new ComputedLine(`${this.name}_Histogram`, this.lines, this.signalAverage);
    this.#warmUpPeriod = slow + signal - 1;
  }

  override get isReady(): boolean {
    return this.signalAverage.isReady;
  }

  override get warmUpPeriod(): number {
    return this.#warmUpPeriod;
  }

  override reset(): void {
    this.fastAverage.reset();
    this.slowAverage.reset();
    this.signalAverage.reset();
    this.lines.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    const fast = this.fastAverage;
    const slow = this.slowAverage;
    fast.add(value);
    slow.add(value);
    const difference = fast.value - slow.value + (fast.residual - slow.residual);
    const { rows } = this.lines;
    const row = this.lines.begin(endTimeMs);
    rows[row + 1] = fast.value;
    rows[row + 2] = slow.value;
    if (slow.isReady && fast.isReady) this.addToSignal(difference, row);
    else this.waitForAverages();
    this.lines.finish();
    state.publish(endTimeMs, difference);
  }

  private addToSignal(difference: number, row: number): void {
    const signal = this.signalAverage;
    const { rows } = this.lines;
    signal.add(difference);
    rows[row + 3] = signal.value;
    if (signal.isReady) rows[row + 4] = difference - signal.value - signal.residual;
    else this.histogram.wait();
  }

  private waitForAverages(): void {
    this.signal.wait();
    this.histogram.wait();
  }
}
