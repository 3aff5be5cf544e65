import { Algorithm, type RangeBar, RangeConsolidator, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Bars of a hundred price steps, one dollar, of daily data. */
export default class RangeConsolidators extends Algorithm {
  protected readonly range: number = 100;
  #hasBars = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Daily);
    const consolidator = this.createConsolidator();
    consolidator.onDataConsolidated((_, bar) => this.check(bar));
    this.subscriptionManager.addConsolidator('SPY', consolidator);
  }

  protected createConsolidator(): RangeConsolidator {
    return new RangeConsolidator(this.range);
  }

  protected check(bar: RangeBar): void {
    this.#hasBars = true;
    const height = bar.high - bar.low;
    requireThat(Math.abs(height - this.range * 0.01) < 0.005, `a bar is ${height} high`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasBars, 'no bar was made');
  }
}
