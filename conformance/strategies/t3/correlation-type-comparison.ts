import { Algorithm, type Correlation, CorrelationType, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Correlations of values and of ranks are not the same. */
export default class CorrelationTypeComparison extends Algorithm {
  #ofValues!: Correlation;
  #ofRanks!: Correlation;

  override initialize(): void {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 17);
    const aapl = this.addEquity('AAPL', Resolution.Daily).symbol;
    const spy = this.addEquity('SPY', Resolution.Daily).symbol;
    this.#ofValues = this.c(aapl, spy, 5, CorrelationType.Pearson);
    this.#ofRanks = this.c(aapl, spy, 5, CorrelationType.Spearman);
  }

  override onData(): void {
    if (!this.#ofValues.isReady || !this.#ofRanks.isReady) return;
    requireThat(this.#ofValues.value !== this.#ofRanks.value, `both correlations are ${this.#ofValues.value}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#ofValues.isReady && this.#ofRanks.isReady, 'a correlation is not ready');
  }
}
