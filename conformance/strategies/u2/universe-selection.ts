import { Algorithm, DelistingType, Resolution, type SecurityChanges, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const GOOGLES = ['GOOG', 'GOOCV', 'GOOAV', 'GOOGL'];

/** Google's shares through a split into two classes: tickers change hands, one security leaves, another comes. */
export default class UniverseSelection extends Algorithm {
  readonly #delisted = new Set<string>();
  #changes: SecurityChanges | null = null;

  override initialize(): void {
    this.universeSettings.resolution = Resolution.Daily;
    this.setStartDate(2014, 3, 22);
    this.setEndDate(2014, 4, 7);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Daily);
    this.addEquity('GOOG', Resolution.Daily);
    this.addUniverse((coarse) => coarse.map(({ symbol }) => symbol).filter(({ value }) => GOOGLES.includes(value)));
  }

  override onData(slice: Slice): void {
    for (const symbol of slice.bars.keys) {
      const isLeaving = slice.delistings.get(symbol)?.delistingType === DelistingType.Delisted;
      requireThat(isLeaving || this.universeManager.activeSecurities.has(symbol), `${symbol.value} is not active`);
    }
    if (this.transactions.ordersCount === 0) this.marketOrder('SPY', 100);
    for (const { id } of slice.delistings.keys) this.#delisted.add(id);
    const changes = this.#changes;
    if (changes === null || !changes.addedSecurities.every(({ symbol }) => slice.bars.has(symbol))) return;
    for (const { symbol } of changes.addedSecurities) this.marketOnOpenOrder(symbol, 100);
    for (const { symbol } of changes.removedSecurities) {
      if (!this.#delisted.has(symbol.id)) this.marketOnOpenOrder(symbol, -100);
    }
    this.#changes = null;
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    this.#changes = changes;
  }

  override onEndOfAlgorithm(): void {
    for (const { invested, holdings, symbol } of this.securities) {
      requireThat(!invested || holdings.quantity === 100, `${symbol.id}: ${holdings.quantity} shares`);
    }
  }
}
