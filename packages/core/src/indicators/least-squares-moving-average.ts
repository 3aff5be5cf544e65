import { Identity } from './identity.ts';
import { LeastSquaresLine } from './least-squares-line.ts';
import { type Named, splitName } from './named.ts';
import { WindowIndicator } from './window-indicator.ts';

/** End of the straight line that fits the last `period` values best by least squares. Before it is ready, the input. */
export class LeastSquaresMovingAverage extends WindowIndicator {
  /** The line's value one step before the window. */
  readonly intercept: Identity;
  /** The line's rise per step. */
  readonly slope: Identity;
  readonly #line: LeastSquaresLine;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `LSMA(${period})`, period);
    this.intercept = new Identity(`${this.name}_Intercept`);
    this.slope = new Identity(`${this.name}_Slope`);
    this.#line = new LeastSquaresLine();
  }

  override reset(): void {
    this.intercept.reset();
    this.slope.reset();
    super.reset();
  }

  protected override compute(endTimeMs: number, value: number): number {
    const { inputs, period } = this;
    if (!inputs.isFull) return value;
    this.#line.fit(inputs);
    const { intercept, slope } = this.#line;
    this.intercept.push(endTimeMs, intercept);
    this.slope.push(endTimeMs, slope);
    return intercept + slope * period;
  }
}
