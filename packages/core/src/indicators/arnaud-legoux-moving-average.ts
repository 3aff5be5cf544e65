import { LockstepError } from '../errors/lockstep-error.ts';
import { type Named, splitName } from './named.ts';
import { WindowIndicator } from './window-indicator.ts';

/**
 * Arnaud Legoux moving average: weights form a Gauss curve with its peak at `offset` of the window (0 oldest, 1 newest) and
 * a width of `period / sigma`. Before it is ready, the input.
 */
export class ArnaudLegouxMovingAverage extends WindowIndicator {
  /** Newest first. */
  readonly #weights: Float64Array;

  /** @throws LockstepError `INDICATOR_INVALID` unless 0 ≤ offset ≤ 1 */
  constructor(...args: Named<[period: number, sigma?: number, offset?: number]>) {
    const [name, period, sigma = 6, offset = 0.85] = splitName(args);
    super(name ?? `ALMA(${period},${sigma},${offset})`, period);
    if (!(offset >= 0 && offset <= 1)) {
      throw new LockstepError('INDICATOR_INVALID', `${this.name} got an offset of ${offset}; use one from 0 to 1.`);
    }
    const peak = Math.floor(offset * (period - 1));
    const width = period / sigma;
    const curve = Float64Array.from({ length: period }, (_, i) => Math.exp((-1 * (i - peak) ** 2) / (2 * width ** 2)));
    const total = curve.reduce((sum, weight) => sum + weight, 0);
    this.#weights = curve.map((weight) => weight / total).reverse();
  }

  protected override compute(_endTimeMs: number, value: number): number {
    if (!this.inputs.isFull) return value;
    let sum = 0;
    for (let i = 0; i < this.period; i++) sum += this.inputs.at(i) * (this.#weights[i] as number);
    return sum;
  }
}
