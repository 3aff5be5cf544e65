import { Algorithm, Resolution, type SecuritySymbol, type SimpleMovingAverage, type Slice } from '@lockstep/core';
import { isUptrend } from './trend.ts';

/**
 * Within the day: holds the share while its fast moving average is above the slow one, and nothing over night.
 *
 * The same file runs in a backtest and live:
 *
 * - `lockstep backtest strategy.ts --param fast=20`
 * - `lockstep live strategy.ts --broker paper --feed replay --date 2024-03-04 --speed 60`
 */
export default class MovingAverageCross extends Algorithm {
  /** Declared once, with types: `this.parameters.fast` is a number. Values are known from `initialize` on. */
  override readonly parameters = this.defineParameters({
    fast: { default: 15, min: 2, max: 120, description: 'minutes of the fast average' },
    slow: { default: 45, min: 5, max: 240, description: 'minutes of the slow average' },
    percent: { default: 15, min: 1, max: 100, description: 'size of a position, in percent of equity' },
  });

  private alfa!: SecuritySymbol;
  private fast!: SimpleMovingAverage;
  private slow!: SimpleMovingAverage;
  private wasUptrend = false;

  /** Called once, before any data. */
  override initialize(): void {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 8);
    this.setCash(100_000);
    const alfa = this.addEquity('ALFA', Resolution.Minute);
    this.alfa = alfa.symbol;
    this.setBenchmark(() => alfa.price);
    // Both are updated with every bar before onData is called.
    this.fast = this.sma(this.alfa, this.parameters.fast);
    this.slow = this.sma(this.alfa, this.parameters.slow);
    const beforeClose = this.timeRules.beforeMarketClose(this.alfa, 10);
    this.schedule.on(this.dateRules.everyDay(this.alfa), beforeClose, () => this.liquidate());
  }

  /** Called with every bar. */
  override onData(slice: Slice): void {
    if (!slice.bars.has(this.alfa) || !this.slow.isReady) return;

    const [fast, slow] = [this.fast.current.value, this.slow.current.value];
    const uptrend = isUptrend(fast, slow);
    const begins = uptrend && !this.wasUptrend;
    this.wasUptrend = uptrend;
    if (begins && !this.portfolio.invested && this.isEntryTime()) {
      // What a signal says is kept with the trade that follows it.
      this.signal('cross', { fast, slow }, this.alfa);
      // Below the limits of `risk` in lockstep.config.ts: an order beyond them would be refused.
      this.marketOrder(this.alfa, this.size.byPercent(this.alfa, this.parameters.percent).quantity);
    } else if (!uptrend && this.portfolio.invested) {
      this.liquidate(this.alfa);
    }
  }

  /** Not in the last half hour, when there is no time left to earn anything. */
  private isEntryTime(): boolean {
    return this.time.hour < 15 || (this.time.hour === 15 && this.time.minute < 30);
  }
}
