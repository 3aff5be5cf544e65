import {
  Algorithm,
  type DataDictionary,
  type Dividend,
  Market,
  Resolution,
  type Split,
  SplitType,
  type SymbolChangedEvent,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Indian equities: a rename of 3MINDIA, a split and a dividend of CCCL. */
export default class IndiaData extends Algorithm {
  readonly #seen = new Set<string>();

  override initialize(): void {
    this.setAccountCurrency('INR');
    this.setStartDate(2004, 5, 20);
    this.setEndDate(2016, 7, 26);
    this.addEquity('3MINDIA', Resolution.Daily, Market.India);
    this.addEquity('CCCL', Resolution.Daily, Market.India);
  }

  override onDividends(dividends: DataDictionary<Dividend>): void {
    const dividend = dividends.get('CCCL');
    if (dividend === undefined || this.time.toISODate() !== '2010-06-15') return;
    const { distribution, referencePrice } = dividend;
    requireThat(
      distribution.toNumber() === 0.5 && referencePrice.toNumber() === 88.8,
      `dividend ${String(distribution)} of ${String(referencePrice)}`,
    );
  }

  override onSplits(splits: DataDictionary<Split>): void {
    const split = splits.get('CCCL');
    if (split === undefined) return;
    this.#seen.add(split.splitType === SplitType.Warning ? 'announced' : 'split');
    if (split.splitType === SplitType.Warning) return;
    const { splitFactor, referencePrice } = split;
    requireThat(
      splitFactor.toNumber() === 0.2 && referencePrice.toNumber() === 421,
      `split ${String(splitFactor)} of ${String(referencePrice)}`,
    );
  }

  override onSymbolChangedEvents(events: DataDictionary<SymbolChangedEvent>): void {
    const change = events.get('3MINDIA');
    if (change === undefined) return;
    const { oldSymbol, newSymbol } = change;
    requireThat(this.time.year !== 1999, 'the first ticker came as a change');
    if (this.time.toISODate() === '2004-06-15' && oldSymbol === 'BIRLA3M' && newSymbol === '3MINDIA')
      this.#seen.add('renamed');
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#seen.size === 3, `only these came: ${[...this.#seen].join(', ')}`);
  }
}
