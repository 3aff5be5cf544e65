import {
  Algorithm,
  Beta,
  type Indicator,
  MassIndex,
  type RenkoBar,
  RenkoConsolidator,
  WilderAccumulativeSwingIndex,
  WilderSwingIndex,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Indicators on bars are fed with bricks of two securities. */
export default class IndicatorWithRenkoBars extends Algorithm {
  readonly #indicators: Indicator[] = [];

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 9);
    const spy = this.addEquity('SPY').symbol;
    const aig = this.addEquity('AIG').symbol;
    const beta = new Beta('Beta', aig, spy, 3);
    const ofSpy = [
      new MassIndex('MassIndex', 9, 25),
      new WilderAccumulativeSwingIndex('WilderAccumulativeSwingIndex', 8),
      new WilderSwingIndex('WilderSwingIndex', 8),
      beta,
    ];
    this.#indicators.push(...ofSpy);
    this.#feed('SPY', 0.1, (brick) => {
      for (const indicator of ofSpy) indicator.update(brick);
    });
    this.#feed('AIG', 0.05, (brick) => void beta.update(brick));
  }

  #feed(ticker: string, size: number, update: (brick: RenkoBar) => void): void {
    const consolidator = new RenkoConsolidator(size);
    consolidator.onDataConsolidated((_, brick) => update(brick));
    this.subscriptionManager.addConsolidator(ticker, consolidator);
  }

  override onEndOfAlgorithm(): void {
    for (const { name, isReady, value } of this.#indicators) {
      requireThat(isReady, `${name} is not ready`);
      requireThat(value !== 0, `${name} is zero`);
    }
  }
}
