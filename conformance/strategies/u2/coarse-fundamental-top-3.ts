import { Algorithm, Resolution, SecurityChanges } from '@lockstep/core';
import { byDollarVolume } from './by-dollar-volume.ts';

/** The three equities that were traded most on the day before, a third each. */
export default class CoarseFundamentalTop3 extends Algorithm {
  #changes = SecurityChanges.none;

  override initialize(): void {
    this.universeSettings.resolution = Resolution.Daily;
    this.setStartDate(2014, 3, 24);
    this.setEndDate(2014, 4, 7);
    this.setCash(50_000);
    this.addUniverse((coarse) => byDollarVolume(coarse).slice(0, 3));
  }

  override onData(): void {
    for (const { invested, symbol } of this.#changes.removedSecurities) if (invested) this.liquidate(symbol);
    for (const { symbol } of this.#changes.addedSecurities) this.setHoldings(symbol, 1 / 3);
    this.#changes = SecurityChanges.none;
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    this.#changes = changes;
  }
}
