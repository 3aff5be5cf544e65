import { LockstepError } from '../errors/lockstep-error.ts';
import { type Named, splitName } from './named.ts';
import { leastSquares } from './normal-equations.ts';
import { WindowIndicator } from './window-indicator.ts';

/**
 * Forecast of the next value by a model of orders (p, d, q), fitted anew to the last `period` values at each input. It is
 * fitted in two steps: autoregression first, then a regression on lagged values and the first step's residuals. As in LEAN
 * the series runs newest first. Zero until it is ready.
 */
export class AutoRegressiveIntegratedMovingAverage extends WindowIndicator {
  /** Coefficients of lagged values in the last fit. */
  arParameters: readonly number[];
  /** Coefficients of lagged residuals in the last fit. */
  maParameters: readonly number[];
  /** Constant of the last fit. */
  intercept: number;
  readonly #arOrder: number;
  readonly #diffOrder: number;
  readonly #maOrder: number;
  readonly #hasIntercept: boolean;

  /** @throws LockstepError `INDICATOR_INVALID` for orders below 0, an `arOrder` of 0, or a period below the orders */
  constructor(
    ...args: Named<[arOrder: number, diffOrder: number, maOrder: number, period: number, intercept?: boolean]>
  ) {
    const [name, arOrder, diffOrder, maOrder, period, intercept = true] = splitName(args);
    super(name ?? `ARIMA((${arOrder}, ${diffOrder}, ${maOrder}), ${period}, ${intercept})`, period);
    if (!(arOrder >= 1 && diffOrder >= 0 && maOrder >= 0 && period >= Math.max(arOrder, maOrder))) {
      throw new LockstepError(
        'INDICATOR_INVALID',
        `${this.name}: the first order must be 1 or more, the others 0 or more, and the period not below them.`,
      );
    }
    this.#arOrder = arOrder;
    this.#diffOrder = diffOrder;
    this.#maOrder = maOrder;
    this.#hasIntercept = intercept;
    this.arParameters = [];
    this.maParameters = [];
    this.intercept = 0;
  }

  protected override compute(): number {
    const { inputs, period } = this;
    if (!inputs.isFull) return 0;
    let series = Array.from({ length: period }, (_, i) => inputs.at(i));
    const latest: number[] = [];
    for (let order = 0; order < this.#diffOrder; order++) {
      latest.push(series[0] as number);
      series = series.slice(0, -1).map((value, i) => value - (series[i + 1] as number));
    }
    const residuals = this.#fit(series);
    let forecast = this.intercept;
    this.arParameters.forEach((parameter, i) => {
      forecast += parameter * (series[i] as number);
    });
    this.maParameters.forEach((parameter, i) => {
      forecast += parameter * (residuals[this.#maOrder + i + 1] as number);
    });
    // A forecast of differences is added to the latest value of each order below.
    return latest.reduce((sum, value) => sum + value, forecast);
  }

  /** Fits both steps and returns the residuals of the first. */
  #fit(series: readonly number[]): number[] {
    const p = this.#arOrder;
    const q = this.#maOrder;
    const lags = lagged(series, p);
    const ar = leastSquares(lags, series.slice(p), false);
    const residuals = series.map((value, i) => (i < p ? 0 : value - dot(lags[i - p] as number[], ar)));
    if (q === 0) {
      this.arParameters = ar;
      return residuals;
    }
    const rows = lagged(residuals, q).map((errors, i) => [...(lags[i] ?? []), ...errors]);
    const fit = leastSquares(rows, series.slice(q), this.#hasIntercept);
    const first = this.#hasIntercept ? 1 : 0;
    this.intercept = this.#hasIntercept ? (fit[0] as number) : 0;
    this.arParameters = fit.slice(first, first + p);
    this.maParameters = fit.slice(first + p);
    return residuals;
  }
}

/** For each index from `order` on, the values 1, 2, … order steps before. */
function lagged(series: readonly number[], order: number): number[][] {
  return series
    .slice(order)
    .map((_, i) => Array.from({ length: order }, (__, lag) => series[i + order - lag - 1] as number));
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, i) => sum + value * (right[i] as number), 0);
}
