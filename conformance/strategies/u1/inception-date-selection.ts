import {
  Algorithm,
  CustomUniverseSelectionModel,
  InceptionDateUniverseSelectionModel,
  Resolution,
  SecurityChanges,
} from '@lockstep/core';

/** IBM once a week through one model; SPY from the sixth day on through another. Whatever comes is bought by half. */
export default class InceptionDateSelection extends Algorithm {
  #changes = SecurityChanges.none;

  override initialize(): void {
    this.setStartDate(2013, 10, 1);
    this.setEndDate(2013, 10, 31);
    this.setCash(100_000);
    this.universeSettings.resolution = Resolution.Hour;
    const weekly = new CustomUniverseSelectionModel('my-custom-universe', (time) =>
      time.day % 7 === 0 ? ['IBM'] : [],
    );
    this.addUniverseSelection(weekly);
    const spy = { SPY: this.startDate.plus({ days: 5 }) };
    this.addUniverseSelection(new InceptionDateUniverseSelectionModel('spy-inception', spy));
  }

  override onData(): void {
    if (this.#changes.count === 0) return;
    for (const { symbol } of this.#changes.addedSecurities) this.setHoldings(symbol, 0.5);
    this.#changes = SecurityChanges.none;
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    for (const { symbol } of changes.removedSecurities) this.liquidate(symbol, false, 'Removed from Universe');
    this.#changes = changes;
  }
}
