import { LockstepError } from '../errors/lockstep-error.ts';
import { LeastSquaresLine } from './least-squares-line.ts';
import { type Named, splitName } from './named.ts';
import { WindowIndicator } from './window-indicator.ts';

/** The next value of the straight line that fits the last `period` values best by least squares; zero before. */
export class TimeSeriesForecast extends WindowIndicator {
  readonly #line: LeastSquaresLine;

  /** @throws LockstepError `INDICATOR_INVALID` for a period below 2 */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `TSF(${period})`, period);
    this.#line = new LeastSquaresLine();
    if (period < 2) {
      throw new LockstepError('INDICATOR_INVALID', `${this.name} got a period of ${period}; a line needs 2 or more.`);
    }
  }

  protected override compute(): number {
    const { inputs, period } = this;
    if (!inputs.isFull) return 0;
    this.#line.fit(inputs);
    return this.#line.intercept + this.#line.slope * (period + 1);
  }
}
