import { Algorithm, Resolution, type SecuritySymbol, type SimpleMovingAverage, type Slice } from '@lockstep/core';
import { isUptrend } from './trend.ts';

/**
 * Twenty years of the S&P 500, day by day: holds the index while its fast moving average is above the slow one, and cash
 * otherwise.
 *
 * `lockstep backtest sp500.ts --param fast=20` runs it with another value of a parameter.
 */
export default class IndexTrend extends Algorithm {
  /** Declared once, with types: `this.parameters.fast` is a number. Values are known from `initialize` on. */
  override readonly parameters = this.defineParameters({
    fast: { default: 50, min: 2, max: 200, description: 'days of the fast average' },
    slow: { default: 200, min: 5, max: 400, description: 'days of the slow average' },
    percent: { default: 15, min: 1, max: 100, description: 'size of the position, in percent of equity' },
  });

  private spx!: SecuritySymbol;
  private fast!: SimpleMovingAverage;
  private slow!: SimpleMovingAverage;

  /** Called once, before any data. */
  override initialize(): void {
    this.setStartDate(2000, 1, 3);
    this.setEndDate(2020, 4, 17);
    this.setCash(100_000);
    const spx = this.addEquity('SPX', Resolution.Daily);
    this.spx = spx.symbol;
    this.setBenchmark(() => spx.price);
    // Both are updated with every bar before onData is called.
    this.fast = this.sma(this.spx, this.parameters.fast);
    this.slow = this.sma(this.spx, this.parameters.slow);
  }

  /** Called with every bar. */
  override onData(slice: Slice): void {
    if (!slice.bars.has(this.spx) || !this.slow.isReady) return;

    const { invested } = this.portfolio;
    const uptrend = isUptrend(this.fast.current.value, this.slow.current.value);
    if (uptrend && !invested) {
      this.marketOrder(this.spx, this.size.byPercent(this.spx, this.parameters.percent).quantity);
    } else if (!uptrend && invested) {
      this.liquidate(this.spx);
    }
  }
}
