import { LockstepError } from '../errors/lockstep-error.ts';
import { Identity } from './identity.ts';
import { ValueIndicator } from './indicator.ts';
import { createMovingAverage, MovingAverageType } from './moving-average-type.ts';

/** Difference of a fast and a slow average, with an average of that difference as signal line. */
export class MovingAverageConvergenceDivergence extends ValueIndicator {
  readonly fast: ValueIndicator;
  readonly slow: ValueIndicator;
  /** Average of the difference, from when both averages are ready. */
  readonly signal: ValueIndicator;
  /** Difference minus signal, from when the signal is ready. */
  readonly histogram: Identity;
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
    this.fast = createMovingAverage(average, `${this.name}_Fast`, fast);
    this.slow = createMovingAverage(average, `${this.name}_Slow`, slow);
    this.signal = createMovingAverage(average, `${this.name}_Signal`, signal);
    this.histogram = new Identity(`${this.name}_Histogram`);
    this.#warmUpPeriod = slow + signal - 1;
  }

  override get isReady(): boolean {
    return this.signal.isReady;
  }

  override get warmUpPeriod(): number {
    return this.#warmUpPeriod;
  }

  override reset(): void {
    this.fast.reset();
    this.slow.reset();
    this.signal.reset();
    this.histogram.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    this.fast.push(endTimeMs, value);
    this.slow.push(endTimeMs, value);
    const difference = this.fast.value - this.slow.value + (this.fast.residual - this.slow.residual);
    if (this.fast.isReady && this.slow.isReady) {
      this.signal.push(endTimeMs, difference);
      if (this.signal.isReady) this.histogram.push(endTimeMs, difference - this.signal.value - this.signal.residual);
    }
    state.publish(endTimeMs, difference);
  }
}
