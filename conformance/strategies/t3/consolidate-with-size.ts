import {
  Algorithm,
  BaseDataConsolidator,
  type Consolidator,
  QuoteBar,
  QuoteBarConsolidator,
  RangeBar,
  RangeConsolidator,
  RenkoBar,
  RenkoConsolidator,
  Resolution,
  SimpleMovingAverage,
  TradeBar,
  TradeBarConsolidator,
  VolumeRenkoBar,
  VolumeRenkoConsolidator,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Bars by height, volume, range and number, each with an average of their highs that must get ready in a day. */
export default class ConsolidateWithSize extends Algorithm {
  readonly #averages: SimpleMovingAverage[] = [];
  readonly #consolidators: Consolidator[] = [];

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 7);
    this.setCash(100_000);
    const { symbol } = this.addEquity('SPY', Resolution.Minute);
    this.#keep(this.consolidate(RenkoBar, symbol, 0.1, this.#average('renko')));
    this.#keep(this.consolidate(VolumeRenkoBar, symbol, 10_000, this.#average('volume')));
    this.#keep(this.consolidate(RangeBar, symbol, 12, this.#average('range')));
    this.#keep(this.consolidate(TradeBar, symbol, { maxCount: 10 }, this.#average('trades')));
    this.#keep(this.consolidate(QuoteBar, symbol, { maxCount: 10 }, this.#average('quotes')));
    const values = new BaseDataConsolidator(10);
    const average = this.#average('values');
    values.onDataConsolidated((_, bar) => average(bar));
    this.subscriptionManager.addConsolidator(symbol, values);
    this.#keep(values);
  }

  #keep(consolidator: unknown): void {
    this.#consolidators.push(consolidator as Consolidator);
  }

  #average(name: string): (bar: { readonly endTimeMs: number; readonly high: number }) => void {
    const average = new SimpleMovingAverage(name, 10);
    this.#averages.push(average);
    return ({ endTimeMs, high }) => void average.update(endTimeMs, high);
  }

  override onEndOfAlgorithm(): void {
    for (const { name, isReady, samples } of this.#averages) requireThat(isReady, `${name} has ${samples} samples`);
    const types = [
      RenkoConsolidator,
      VolumeRenkoConsolidator,
      RangeConsolidator,
      TradeBarConsolidator,
      QuoteBarConsolidator,
      BaseDataConsolidator,
    ];
    for (const [index, type] of types.entries()) {
      requireThat(this.#consolidators[index] instanceof type, `consolidator ${index} is no ${type.name}`);
    }
  }
}
