import type { NumberWindow } from './number-window.ts';

/** The straight line that fits the numbers of a window best, the oldest standing at 1. */
export class LeastSquaresLine {
  /** The line's value at 0, one step before the window. */
  intercept: number;
  /** The line's rise per step. */
  slope: number;

  constructor() {
    this.intercept = 0;
    this.slope = 0;
  }

  fit(window: NumberWindow): void {
    const { count } = window;
    const middle = (count + 1) / 2;
    const mean = window.sum() / count;
    let covariance = 0;
    let variance = 0;
    for (let step = 1; step <= count; step++) {
      covariance += (step - middle) * (window.at(count - step) - mean);
      variance += (step - middle) ** 2;
    }
    this.slope = covariance / variance;
    this.intercept = mean - this.slope * middle;
  }
}
