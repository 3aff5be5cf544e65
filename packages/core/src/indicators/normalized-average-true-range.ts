import { AverageTrueRange } from './average-true-range.ts';
import { BarIndicator } from './indicator.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';
import { TrueRange } from './true-range.ts';

/**
 * Average true range in percent of the close: Wilder's average, started from the mean of the first `period` ranges that know
 * a close before.
 */
export class NormalizedAverageTrueRange extends BarIndicator {
  readonly period: number;
  readonly #range: TrueRange;
  readonly #seed: AverageTrueRange;
  private average: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `NATR(${period})`, period + 1);
    this.period = period;
    this.#range = new TrueRange(`${this.name}_TR`);
    this.#seed = new AverageTrueRange(`${this.name}_ATR`, period, MovingAverageType.Simple);
    this.average = 0;
  }

  override reset(): void {
    this.#range.reset();
    this.#seed.reset();
    this.average = 0;
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#range.pushBar(endTimeMs, open, high, low, close);
    if (this.samples <= this.period + 1) {
      this.#seed.pushBar(endTimeMs, open, high, low, close);
      this.average = this.#seed.value;
    } else {
      this.average = (this.average * (this.period - 1) + this.#range.value) / this.period;
    }
    this.state.publish(endTimeMs, close === 0 ? 0 : (this.average / close) * 100);
  }
}
