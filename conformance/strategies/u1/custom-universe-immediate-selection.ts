import { Algorithm, Market, Resolution, type SecurityChanges, SecurityType } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const TICKERS = ['SPY', 'GOOG', 'APPL'];

/** A universe selects at the very start, before any data; one of its tickers does not exist. */
export default class CustomUniverseImmediateSelection extends Algorithm {
  #isSelected = false;
  #hasChanged = false;
  #hasData = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.universeSettings.resolution = Resolution.Daily;
    const settings = this.universeSettings;
    this.addUniverse(SecurityType.Equity, 'my-custom-universe', Resolution.Daily, Market.USA, settings, () => {
      this.#isSelected = true;
      return TICKERS;
    });
  }

  override onData(): void {
    requireThat(this.#isSelected, 'data came before the selection');
    this.#hasData = true;
  }

  override onSecuritiesChanged({ addedSecurities }: SecurityChanges): void {
    requireThat(this.#isSelected, 'securities came before the selection');
    if (this.#hasChanged) return;
    this.#hasChanged = true;
    requireThat(this.time.equals(this.startDate), `securities came at ${this.time.toISO()}`);
    const tickers = addedSecurities.map(({ symbol }) => symbol.value);
    requireThat(
      TICKERS.every((ticker) => tickers.includes(ticker)) && tickers.length === TICKERS.length,
      `added: ${tickers.join(', ')}`,
    );
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasData && this.#isSelected && this.#hasChanged, 'something did not happen');
  }
}
