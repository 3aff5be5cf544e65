import { LockstepError } from '../errors/lockstep-error.ts';
import { type Named, splitName } from './named.ts';
import { WindowIndicator } from './window-indicator.ts';

/**
 * Hurst exponent of the last `period` prices: slope of the logarithm of the standard deviation of differences against the
 * logarithm of their lag, for lags from 2 to `maxLag`. Above 0.5 prices trend, below they revert. Zero until it is ready.
 */
export class HurstExponent extends WindowIndicator {
  readonly #maxLag: number;

  /** @throws LockstepError `INDICATOR_INVALID` for a largest lag below 3 */
  constructor(...args: Named<[period: number, maxLag?: number]>) {
    const [name, period, maxLag = 20] = splitName(args);
    super(name ?? `HE(${period},${maxLag})`, period);
    if (maxLag < 3) {
      throw new LockstepError('INDICATOR_INVALID', `${this.name} got a largest lag of ${maxLag}; use 3 or more.`);
    }
    this.#maxLag = maxLag;
  }

  protected override compute(): number {
    if (!this.inputs.isFull) return 0;
    let sumX = 0;
    let sumXX = 0;
    let sumY = 0;
    let sumXY = 0;
    for (let lag = 2; lag <= this.#maxLag; lag++) {
      const x = Math.log(lag);
      const deviation = this.#deviation(lag);
      const y = deviation === 0 ? 0 : Math.log(deviation);
      sumX += x;
      sumXX += x * x;
      sumY += y;
      sumXY += x * y;
    }
    const n = this.#maxLag - 1;
    return (n * sumXY - sumX * sumY) / (n * sumXX - sumX * sumX);
  }

  /** Standard deviation of the differences of prices so many steps apart. */
  #deviation(lag: number): number {
    const { inputs } = this;
    const count = Math.max(0, inputs.size - lag);
    let mean = 0;
    let squares = 0;
    for (let i = 0; i < count; i++) {
      const difference = inputs.at(i + lag) - inputs.at(i);
      const delta = difference - mean;
      mean += delta / (i + 1);
      squares += delta * (difference - mean);
    }
    return count > 0 ? Math.sqrt(squares / count) : 0;
  }
}
