import { Algorithm, Resolution, SecurityChanges } from '@lockstep/core';
import { byDollarVolume } from './by-dollar-volume.ts';
import { COARSE_MIDNIGHTS, SelectionTimes } from './selection-times.ts';

/** The three equities that are traded most, a third each, selected from the warm-up on. */
export default class WarmupSelection extends Algorithm {
  readonly #times = new SelectionTimes(this, COARSE_MIDNIGHTS);
  #changes = SecurityChanges.none;

  override initialize(): void {
    this.universeSettings.resolution = Resolution.Daily;
    this.setStartDate(2014, 3, 26);
    this.setEndDate(2014, 4, 7);
    this.addUniverse((coarse) => {
      this.#times.note();
      return byDollarVolume(coarse).slice(0, 3);
    });
    this.setWarmUp(2, Resolution.Daily);
  }

  override onData(): void {
    if (this.isWarmingUp) return;
    for (const { invested, symbol } of this.#changes.removedSecurities) if (invested) this.liquidate(symbol);
    for (const { symbol } of this.#changes.addedSecurities) this.setHoldings(symbol, 1 / 3);
    this.#changes = SecurityChanges.none;
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    this.#changes = changes;
  }

  override onEndOfAlgorithm(): void {
    this.#times.requireAll();
  }
}
