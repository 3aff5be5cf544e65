import { Algorithm, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** What a fund holds, and nothing beside it. */
export default class UniverseOnly extends Algorithm {
  #hasSelected = false;

  override initialize(): void {
    this.setStartDate(2020, 12, 1);
    this.setEndDate(2020, 12, 12);
    this.setCash(100_000);
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverse(
      this.universe.etf('GDVD', this.universeSettings, (constituents) => {
        this.#hasSelected = true;
        return constituents.map(({ symbol }) => symbol);
      }),
    );
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasSelected, 'nothing was selected');
  }
}
