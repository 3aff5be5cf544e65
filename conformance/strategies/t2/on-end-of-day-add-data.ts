import { Algorithm, Resolution, type SecuritySymbol } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** The end of each of five days is announced once. */
export default class OnEndOfDayAddData extends Algorithm {
  #count = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onEndOfDay(symbol: SecuritySymbol): void {
    requireThat(symbol.equals(this.symbol('SPY')), `the day of ${symbol.value} ended`);
    this.#count += 1;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#count === 5, `onEndOfDay was called ${this.#count} times`);
  }
}
