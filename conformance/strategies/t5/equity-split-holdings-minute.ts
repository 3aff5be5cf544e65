import { Algorithm, DataNormalizationMode, Resolution, type Security, type Slice, SplitType } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const PRICES = ['price', 'open', 'high', 'low', 'close'] as const;
const QUOTES = ['bidPrice', 'askPrice'] as const;
const SIZES = ['bidSize', 'askSize'] as const;

type Figure = (typeof PRICES)[number] | (typeof QUOTES)[number] | (typeof SIZES)[number] | 'volume';

/** A short position in AAPL at raw prices: on the split, the security's last prices and sizes are split as well. */
export default class EquitySplitHoldingsMinute extends Algorithm {
  protected readonly resolution: Resolution = Resolution.Minute;
  #aapl!: Security;
  #before: Partial<Record<Figure, number>> = {};
  #hasSplit = false;

  override initialize(): void {
    this.setStartDate(2014, 6, 5);
    this.setEndDate(2014, 6, 11);
    this.setCash(100_000);
    this.#aapl = this.addEquity('AAPL', this.resolution, { dataNormalizationMode: DataNormalizationMode.Raw });
  }

  override onData(slice: Slice): void {
    if (!this.portfolio.invested && !this.#hasSplit) this.setHoldings('AAPL', -1);
    const split = slice.splits.get('AAPL');
    if (split?.splitType === SplitType.SplitOccurred) {
      this.#hasSplit = true;
      this.#checkSplit(split.splitFactor.toNumber());
      return;
    }
    for (const figure of [...PRICES, ...QUOTES, ...SIZES, 'volume'] as const) this.#before[figure] = this.#aapl[figure];
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasSplit, 'there was no split');
  }

  #checkSplit(factor: number): void {
    const { holdings, price } = this.#aapl;
    requireThat(holdings.invested, 'the position is gone');
    requireThat(holdings.price === price, `price ${price}, of the position ${holdings.price}`);
    for (const figure of PRICES) this.#checkRatio(figure, factor);
    this.#checkRatio('volume', 1 / factor);
    if (this.resolution >= Resolution.Hour) return;
    for (const figure of QUOTES) this.#checkRatio(figure, factor);
    for (const figure of SIZES) this.#checkRatio(figure, 1 / factor);
  }

  #checkRatio(figure: Figure, expected: number): void {
    const ratio = this.#aapl[figure] / (this.#before[figure] ?? Number.NaN);
    requireThat(Math.abs(ratio - expected) < 0.0001, `${figure} changed by ${ratio}, expected ${expected}`);
  }
}
