import { Algorithm, DelistingType, Resolution, SecurityChanges, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Two of three given equities, by the size of the company; half of the money in each that grows fast. */
export default class CoarseFineFundamental extends Algorithm {
  #changes = SecurityChanges.none;

  override initialize(): void {
    this.universeSettings.resolution = Resolution.Daily;
    this.setStartDate(2014, 3, 24);
    this.setEndDate(2014, 4, 7);
    this.setCash(50_000);
    this.addUniverse(
      () => (this.time.month < 4 ? ['AAPL', 'AIG', 'IBM'] : ['BAC', 'GOOG', 'SPY']),
      (fine) =>
        [...fine]
          .sort((a, b) => b.marketCap - a.marketCap)
          .slice(0, 2)
          .map(({ symbol }) => symbol),
    );
  }

  override onData(slice: Slice): void {
    for (const symbol of slice.bars.keys) {
      const isLeaving = slice.delistings.get(symbol)?.delistingType === DelistingType.Delisted;
      requireThat(isLeaving || this.universeManager.activeSecurities.has(symbol), `${symbol.value} is not active`);
    }
    for (const { invested, symbol } of this.#changes.removedSecurities) if (invested) this.liquidate(symbol);
    for (const { fundamentals, symbol } of this.#changes.addedSecurities) {
      if (fundamentals.earningRatios.equityPerShareGrowth.oneYear > 0.25) this.setHoldings(symbol, 0.5);
    }
    this.#changes = SecurityChanges.none;
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    this.#changes = changes;
  }
}
