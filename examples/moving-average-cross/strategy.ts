import { Algorithm, type Indicator, Resolution, type Security } from '@lockstep/core';

/** Holds the S&P 500 while its fast moving average is above the slow one, and cash otherwise. */
export default class MovingAverageCross extends Algorithm {
  // `lockstep backtest … --param fast=20` changes them; the type of each is that of its default.
  override readonly parameters = this.defineParameters({
    fast: { default: 50, min: 2, max: 200, description: 'days of the fast average' },
    slow: { default: 200, min: 5, max: 400, description: 'days of the slow average' },
  });
  #spx!: Security;
  #fast!: Indicator;
  #slow!: Indicator;

  override initialize() {
    this.setStartDate(2001, 1, 2);
    this.setEndDate(2020, 4, 17);
    this.setCash(100_000);
    this.#spx = this.addEquity('SPX', Resolution.Daily);
    // Indicators made this way are fed by the engine, before onData.
    this.#fast = this.sma(this.#spx, this.parameters.fast);
    this.#slow = this.sma(this.#spx, this.parameters.slow);
    // Runs the bars before the start through them, so that the first day can already trade.
    this.setWarmUp(this.parameters.slow, Resolution.Daily);
    this.setBenchmark(() => this.#spx.price);
  }

  override onData() {
    if (this.isWarmingUp || !this.#slow.isReady) return;
    const isUp = this.#fast.value > this.#slow.value;
    // A daily bar arrives at the close: these orders fill at the next morning's open, not at the price that caused them.
    if (isUp && !this.#spx.invested) this.setHoldings(this.#spx, 0.95);
    if (!isUp && this.#spx.invested) this.liquidate(this.#spx, false, 'cross down');
  }

  override onEndOfDay() {
    if (this.isWarmingUp) return;
    this.plot('Averages', 'fast', this.#fast.value);
    this.plot('Averages', 'slow', this.#slow.value);
  }
}
