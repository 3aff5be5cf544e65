import { Algorithm, type Correlation, CorrelationType, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** The value before the last of an indicator on two calendars is the one that was current before. */
export default class CorrelationLastValue extends Algorithm {
  #correlation!: Correlation;
  #last = Number.NaN;
  #count = 0;

  override initialize(): void {
    this.setStartDate(2015, 5, 8);
    this.setEndDate(2017, 6, 15);
    this.settings.automaticIndicatorWarmUp = true;
    this.addCrypto('BTCUSD', Resolution.Daily);
    this.addEquity('SPY', Resolution.Daily);
    this.#correlation = this.c('BTCUSD', 'SPY', 3, CorrelationType.Pearson, Resolution.Daily);
    requireThat(this.#correlation.isReady, 'the correlation is not ready');
    this.#last = this.#correlation.value;
  }

  override onData(): void {
    const before = this.#correlation.window.get(1)?.value;
    requireThat(before === this.#last, `the value before is ${before}, not ${this.#last}`);
    this.#last = this.#correlation.value;
    this.#count += 1;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#count > 0, 'no data came');
  }
}
