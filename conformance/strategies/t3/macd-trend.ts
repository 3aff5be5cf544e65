import {
  Algorithm,
  type MovingAverageConvergenceDivergence,
  MovingAverageType,
  Resolution,
  SecurityType,
  type Slice,
} from '@lockstep/core';

const TOLERANCE = 0.0025;

/** Long while the convergence of two averages of eleven years of days is above its signal, flat below. */
export default class MacdTrend extends Algorithm {
  #macd: MovingAverageConvergenceDivergence | null = null;
  #previous = '';

  override initialize(): void {
    this.setStartDate(2004, 1, 1);
    this.setEndDate(2015, 1, 1);
    this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Daily);
    this.#macd = this.macd('SPY', 12, 26, 9, MovingAverageType.Exponential, Resolution.Daily);
  }

  override onData(slice: Slice): void {
    const macd = this.#macd;
    const today = this.time.toISODate() ?? '';
    if (macd === null || this.#previous === today || !macd.isReady) return;
    const { quantity } = this.portfolio.get('SPY');
    const delta = (macd.value - macd.signal.value) / macd.fast.value;
    if (quantity <= 0 && delta > TOLERANCE) this.setHoldings('SPY', 1);
    else if (quantity >= 0 && delta < -TOLERANCE) this.liquidate('SPY');
    this.plot('MACD', macd, macd.signal);
    const bar = slice.bars.get('SPY');
    if (bar !== undefined) this.plot('SPY', 'Open', bar.open);
    this.plot('SPY', macd.fast, macd.slow);
    this.#previous = today;
  }
}
