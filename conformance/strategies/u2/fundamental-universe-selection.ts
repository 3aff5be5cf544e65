import {
  Algorithm,
  type Fundamental,
  FundamentalUniverseSelectionModel,
  Resolution,
  SecurityChanges,
} from '@lockstep/core';

/** The two equities with the highest price-earnings ratio, two percent each, by a selection model. */
export default class FundamentalUniverseSelection extends Algorithm {
  #changes = SecurityChanges.none;

  override initialize(): void {
    this.universeSettings.resolution = Resolution.Daily;
    this.setStartDate(2014, 3, 26);
    this.setEndDate(2014, 4, 7);
    this.addEquity('SPY');
    this.addEquity('AAPL');
    this.setUniverseSelection(
      new FundamentalUniverseSelectionModel((fundamentals) => mostExpensive(fundamentals).map(({ symbol }) => symbol)),
    );
  }

  override onData(): void {
    for (const { invested, symbol } of this.#changes.removedSecurities) if (invested) this.liquidate(symbol);
    for (const { symbol } of this.#changes.addedSecurities) this.setHoldings(symbol, 0.02);
    this.#changes = SecurityChanges.none;
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    this.#changes = changes;
  }
}

/** Of the equities above a dollar, the two with the highest price-earnings ratio. */
export function mostExpensive(fundamentals: readonly Fundamental[]): Fundamental[] {
  return fundamentals
    .filter(({ price }) => price > 1)
    .sort((a, b) => b.dollarVolume - a.dollarVolume)
    .sort((a, b) => b.valuationRatios.peRatio - a.valuationRatios.peRatio)
    .slice(0, 2);
}
