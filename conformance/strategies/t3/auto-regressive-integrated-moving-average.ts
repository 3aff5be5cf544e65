import { Algorithm, type AutoRegressiveIntegratedMovingAverage, Resolution } from '@lockstep/core';

/** Two forecasts, with and without a moving average: a share more or less a day when they lie apart. */
export default class AutoRegressiveForecasts extends Algorithm {
  #arima!: AutoRegressiveIntegratedMovingAverage;
  #ar!: AutoRegressiveIntegratedMovingAverage;
  #last = 0;

  override initialize(): void {
    this.setStartDate(2013, 1, 7);
    this.setEndDate(2013, 12, 11);
    this.settings.automaticIndicatorWarmUp = true;
    this.addEquity('SPY', Resolution.Daily);
    this.#arima = this.arima('SPY', 1, 1, 1, 50);
    this.#ar = this.arima('SPY', 1, 1, 0, 50);
  }

  override onData(): void {
    if (!this.#arima.isReady) return;
    const { value } = this.#arima;
    if (Math.abs(this.#ar.value - value) > 1) this.marketOrder('SPY', value > this.#last ? 1 : -1);
    this.#last = value;
  }
}
