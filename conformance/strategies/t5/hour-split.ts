import { Algorithm, type DataDictionary, Resolution, type Slice, type Split, SplitType } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const REFERENCE_PRICE = 645.57;

/** AAPL by the hour over its split: announced, then done, both with the price of the day before. */
export default class HourSplit extends Algorithm {
  readonly #received = new Set<SplitType>();
  #bars = 0;

  override initialize(): void {
    this.setStartDate(2014, 6, 6);
    this.setEndDate(2014, 6, 9);
    this.setCash(100_000);
    this.setBenchmark(() => 0);
    this.addEquity('AAPL', Resolution.Hour);
  }

  override onData(slice: Slice): void {
    this.#bars += slice.bars.size;
    if (!slice.bars.has('AAPL')) return;
    if (!this.portfolio.invested && this.time.hasSame(this.endDate, 'day')) this.buy('AAPL', 1);
  }

  override onSplits(splits: DataDictionary<Split>): void {
    for (const split of splits.values) {
      this.#received.add(split.splitType);
      if (split.splitType === SplitType.Warning) continue;
      requireThat(
        split.referencePrice.toNumber() === REFERENCE_PRICE,
        `reference price ${String(split.referencePrice)}`,
      );
    }
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#received.size === 2, `${this.#received.size} kinds of split events`);
    requireThat(this.#bars === 14, `${this.#bars} bars`);
  }
}
