import { Algorithm, CoarseFundamental, Resolution, SecurityChanges } from '@lockstep/core';

/** All US equities of which there are fundamentals; the money in equal parts in those with prices. */
export default class NoUniverseSelector extends Algorithm {
  #changes = SecurityChanges.none;

  override initialize(): void {
    this.setStartDate(2014, 3, 24);
    this.setEndDate(2014, 3, 31);
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverse(CoarseFundamental);
  }

  override onData(): void {
    if (this.#changes === SecurityChanges.none) return;
    for (const { invested, symbol } of this.#changes.removedSecurities) if (invested) this.liquidate(symbol);
    const count = [...this.activeSecurities].filter(({ hasData }) => hasData).length;
    for (const { hasData, symbol } of this.#changes.addedSecurities) if (hasData) this.setHoldings(symbol, 1 / count);
    this.#changes = SecurityChanges.none;
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    this.#changes = changes;
  }
}
