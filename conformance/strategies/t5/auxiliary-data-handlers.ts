import {
  Algorithm,
  type DataDictionary,
  type Delisting,
  type Dividend,
  Resolution,
  type Split,
  type SymbolChangedEvent,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Each corporate event of AAA (delisted), SPWR (renamed) and AAPL (split, dividends) reaches its handler. */
export default class AuxiliaryDataHandlers extends Algorithm {
  readonly #called = new Set<string>();

  override initialize(): void {
    this.setStartDate(2007, 5, 16);
    this.setEndDate(2015, 1, 1);
    for (const ticker of ['AAA.1', 'SPWR', 'AAPL']) this.addEquity(ticker, Resolution.Daily);
  }

  override onDelistings(delistings: DataDictionary<Delisting>): void {
    this.#note('delistings', delistings, 'AAA.1');
  }

  override onSymbolChangedEvents(events: DataDictionary<SymbolChangedEvent>): void {
    this.#note('symbol changes', events, 'SPWR');
  }

  override onSplits(splits: DataDictionary<Split>): void {
    this.#note('splits', splits, 'AAPL');
  }

  override onDividends(dividends: DataDictionary<Dividend>): void {
    this.#note('dividends', dividends, 'AAPL');
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#called.size === 4, `only these came: ${[...this.#called].join(', ')}`);
  }

  #note(what: string, events: DataDictionary<unknown>, ticker: string): void {
    requireThat(events.has(ticker), `${what} without ${ticker}`);
    this.#called.add(what);
  }
}
