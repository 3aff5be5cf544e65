import { Algorithm, type ArmsIndex, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const TICKERS = ['SPY', 'IBM'];

/** An index of minutes is unregistered as soon as it is ready, and one of hours takes its place. */
export default class UnregisterIndicator extends Algorithm {
  #minutes!: ArmsIndex;
  #hours: ArmsIndex | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    for (const ticker of TICKERS) this.addEquity(ticker);
    this.#minutes = this.trin(TICKERS, Resolution.Minute);
  }

  override onData(): void {
    if (this.#minutes.isReady) {
      this.#minutes.reset();
      this.unregisterIndicator(this.#minutes);
      this.#hours = this.trin(TICKERS, Resolution.Hour);
    }
    if (this.#hours?.isReady !== true) return;
    requireThat(!this.#minutes.isReady, 'the index is updated still');
    if (!this.portfolio.invested) for (const ticker of TICKERS) this.setHoldings(ticker, 0.5);
  }
}
