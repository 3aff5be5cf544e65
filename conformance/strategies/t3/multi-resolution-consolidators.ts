import { Algorithm, Duration, MS_PER_DAY, Resolution, type SimpleMovingAverage, type TradeBar } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Hourly AAPL beside SPY by the minute: averages of hours and of days, and bars of three days. */
export default class MultiResolutionConsolidators extends Algorithm {
  #hours: SimpleMovingAverage | null = null;
  #days: SimpleMovingAverage | null = null;
  #threeDays: TradeBar | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Minute);
    const aapl = this.addEquity('AAPL', Resolution.Hour).symbol;
    this.#hours = this.sma(aapl, 4);
    this.#days = this.sma(aapl, 2, Resolution.Daily);
    this.consolidate(aapl, Duration.fromObject({ days: 3 }), (bar) => {
      this.#threeDays = bar;
    });
  }

  override onEndOfAlgorithm(): void {
    requireNear(this.#days?.value, 15.545_178_765_033_3);
    requireNear(this.#hours?.value, 15.576_019_235_673_06);
    requireNear(this.#threeDays?.close, 15.382_277_817_551_52);
    requireThat(this.#threeDays?.periodMs === 3 * MS_PER_DAY, `the long bar has ${this.#threeDays?.periodMs} ms`);
  }
}

/** Decimals of 18 digits as doubles. */
function requireNear(value: number | undefined, expected: number): void {
  requireThat(value !== undefined && Math.abs(value - expected) < 1e-14, `${value} instead of ${expected}`);
}
