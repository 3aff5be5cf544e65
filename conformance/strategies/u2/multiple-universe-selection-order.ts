import { Algorithm, Resolution, type SecuritySymbol } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Three universes select in the order in which they were added. */
export default class MultipleUniverseSelectionOrder extends Algorithm {
  #calls = 0;

  override initialize(): void {
    this.setStartDate(2014, 3, 24);
    this.setEndDate(2014, 3, 28);
    this.universeSettings.resolution = Resolution.Daily;
    for (const place of [0, 1, 2]) this.addUniverse(() => this.#selectAt(place));
  }

  #selectAt(place: number): SecuritySymbol[] {
    requireThat(this.#calls % 3 === place, `universe ${place} selected in place ${this.#calls % 3}`);
    this.#calls += 1;
    return [];
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#calls >= 3, `there were ${this.#calls} selections`);
  }
}
