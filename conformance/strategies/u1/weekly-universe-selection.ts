import { Algorithm, Resolution, SecurityChanges } from '@lockstep/core';

/** IBM once a week: bought when it comes, sold when it goes. */
export default class WeeklyUniverseSelection extends Algorithm {
  #changes = SecurityChanges.none;

  override initialize(): void {
    this.setStartDate(2013, 10, 1);
    this.setEndDate(2013, 10, 31);
    this.setCash(100_000);
    this.universeSettings.resolution = Resolution.Hour;
    this.addUniverse('my-custom-universe', (time) => (time.day % 7 === 0 ? ['IBM'] : []));
  }

  override onData(): void {
    for (const { invested, symbol } of this.#changes.removedSecurities) if (invested) this.liquidate(symbol);
    for (const { invested, symbol } of this.#changes.addedSecurities) if (!invested) this.setHoldings(symbol, 1);
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    this.#changes = changes;
  }
}
