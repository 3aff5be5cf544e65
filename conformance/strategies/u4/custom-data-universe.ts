import {
  Algorithm,
  CoarseFundamental,
  Resolution,
  type SecurityChanges,
  SecuritySymbol,
  SecurityType,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { SelectionTimes } from '../u2/selection-times.ts';
import { DailyPrices } from './daily-prices.ts';

/** The ten equities that are traded most, each with data of the strategy's own about it: both come by one universe. */
export default class CustomDataUniverse extends Algorithm {
  readonly #times = new SelectionTimes(this, [
    '2014-03-24',
    '2014-03-25',
    '2014-03-26',
    '2014-03-27',
    '2014-03-28',
    '2014-03-29',
  ]);
  readonly #equities = new Map<string, SecuritySymbol>();

  override initialize(): void {
    this.setStartDate(2014, 3, 24);
    this.setEndDate(2014, 3, 31);
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverse(CoarseFundamental, 'custom-data-universe', (coarse) => {
      this.#times.note();
      return mostTradedWithData(coarse);
    });
  }

  override onData(slice: Slice): void {
    if (this.portfolio.invested) return;
    const data = slice.get(DailyPrices);
    if (data.size === 0) return;
    const about = new Set(data.keys.map(({ underlying }) => underlying?.id));
    for (const symbol of [...this.#equities.values()].sort((a, b) => (a.permtick < b.permtick ? -1 : 1))) {
      if (!this.securities.get(symbol).hasData) continue;
      this.setHoldings(symbol, 1 / this.#equities.size);
      requireThat(about.has(symbol.id), `there is no data about ${symbol.value}`);
    }
  }

  override onSecuritiesChanged({ addedSecurities, removedSecurities }: SecurityChanges): void {
    for (const { symbol, type } of addedSecurities)
      if (type !== SecurityType.Base) this.#equities.set(symbol.id, symbol);
    for (const { symbol } of removedSecurities) this.#equities.delete(symbol.id);
  }

  override onEndOfAlgorithm(): void {
    this.#times.requireAll();
  }
}

/** The ten equities that were traded most, and the data about each. */
export function mostTradedWithData(coarse: readonly CoarseFundamental[]): SecuritySymbol[] {
  return [...coarse]
    .sort((a, b) => b.dollarVolume - a.dollarVolume)
    .flatMap(({ symbol }) => [symbol, SecuritySymbol.createBase(DailyPrices, symbol)])
    .slice(0, 20);
}
