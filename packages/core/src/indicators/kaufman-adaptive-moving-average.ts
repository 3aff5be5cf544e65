import { KaufmanEfficiencyRatio } from './kaufman-efficiency-ratio.ts';
import { type Named, splitName } from './named.ts';

/**
 * Kaufman's adaptive moving average: an exponential average whose factor lies between that of a fast and of a slow one, by
 * the square of the efficiency ratio. Before it is ready, the input.
 */
export class KaufmanAdaptiveMovingAverage extends KaufmanEfficiencyRatio {
  readonly #slowFactor: number;
  readonly #factorRange: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, fastEmaPeriod?: number, slowEmaPeriod?: number]>) {
    const [name, period, fastEmaPeriod = 2, slowEmaPeriod = 30] = splitName(args);
    super(name ?? `KAMA(${period},${fastEmaPeriod},${slowEmaPeriod})`, period);
    this.#slowFactor = 2 / (slowEmaPeriod + 1);
    this.#factorRange = 2 / (fastEmaPeriod + 1) - this.#slowFactor;
  }

  protected override compute(_endTimeMs: number, value: number): number {
    if (!this.inputs.isFull) return value;
    const before = this.samples === this.period ? this.inputs.at(1) : this.value;
    const factor = (this.ratio() * this.#factorRange + this.#slowFactor) ** 2;
    return (value - before) * factor + before;
  }
}
