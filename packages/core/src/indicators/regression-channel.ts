import { ValueIndicator } from './indicator.ts';
import { LeastSquaresMovingAverage } from './least-squares-moving-average.ts';
import { Line } from './line.ts';
import { type Named, splitName } from './named.ts';
import { StandardDeviation } from './standard-deviation.ts';

/** End of the regression line of the last prices with channels `k` standard deviations of the prices above and below. */
export class RegressionChannel extends ValueIndicator {
  readonly linearRegression: LeastSquaresMovingAverage;
  readonly upperChannel: Line;
  readonly lowerChannel: Line;
  readonly #deviation: StandardDeviation;
  readonly #k: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, k: number]>) {
    const [name, period, k] = splitName(args);
    super(name ?? `RC(${period},${k})`, period);
    this.#k = k;
    this.#deviation = new StandardDeviation(`${this.name}_StandardDeviation`, period);
    this.linearRegression = new LeastSquaresMovingAverage(`${this.name}_LinearRegression`, period);
    this.lowerChannel = new Line(`${this.name}_LowerChannel`, this);
    this.upperChannel = new Line(`${this.name}_UpperChannel`, this);
  }

  get intercept(): ValueIndicator {
    return this.linearRegression.intercept;
  }

  get slope(): ValueIndicator {
    return this.linearRegression.slope;
  }

  override reset(): void {
    this.#deviation.reset();
    this.linearRegression.reset();
    this.lowerChannel.reset();
    this.upperChannel.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#deviation.push(endTimeMs, value);
    this.linearRegression.push(endTimeMs, value);
    const middle = this.linearRegression.value;
    const distance = this.#deviation.value * this.#k;
    this.lowerChannel.push(endTimeMs, middle - distance);
    this.upperChannel.push(endTimeMs, middle + distance);
    this.state.publish(endTimeMs, middle);
  }
}
