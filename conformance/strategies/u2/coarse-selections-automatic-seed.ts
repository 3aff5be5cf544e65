import { Algorithm, Resolution, type SecurityChanges } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Securities that universes bring have prices at once, by a setting. */
export default class CoarseSelectionsAutomaticSeed extends Algorithm {
  readonly #pairs: [string, string][] = [
    ['AAPL', 'GOOG'],
    ['AIG', 'BAC'],
    ['FB', 'IBM'],
  ];
  readonly #added = new Set<string>();

  override initialize(): void {
    this.setStartDate(2015, 1, 1);
    this.setEndDate(2015, 3, 1);
    this.setCash(100_000);
    this.settings.seedInitialPrices = true;
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverse(() => {
      const pair = this.#pairs.shift() as [string, string];
      this.#pairs.push(pair);
      return pair;
    });
  }

  override onSecuritiesChanged({ addedSecurities }: SecurityChanges): void {
    for (const { symbol, price, hasData, cache } of addedSecurities) {
      requireThat(price !== 0 && hasData, `${symbol.value} has no price`);
      requireThat(cache.trade !== null, `${symbol.value} has no trade bar`);
      this.#added.add(symbol.value);
    }
  }

  override onEndOfAlgorithm(): void {
    const all = this.#pairs.flat().sort().join(' ');
    const added = [...this.#added].sort().join(' ');
    requireThat(added === all, `${added} came of ${all}`);
  }
}
