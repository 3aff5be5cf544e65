import {
  Algorithm,
  type CoarseFundamental,
  Resolution,
  type SecurityChanges,
  type SecuritySymbol,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { byDollarVolume } from './by-dollar-volume.ts';

/** A coarse selection is made, and told of, right at the start. */
export default class CoarseFundamentalImmediateSelection extends Algorithm {
  #isFirst = true;

  override initialize(): void {
    this.universeSettings.resolution = Resolution.Daily;
    this.setStartDate(2014, 3, 25);
    this.setEndDate(2014, 3, 30);
    this.setCash(100_000);
    this.addUniverse((coarse) => this.#select(coarse));
  }

  #select(coarse: readonly CoarseFundamental[]): SecuritySymbol[] {
    if (this.#isFirst) this.#requireStart('selected');
    return byDollarVolume(coarse).slice(0, 3);
  }

  override onSecuritiesChanged({ addedSecurities, removedSecurities }: SecurityChanges): void {
    if (!this.#isFirst) return;
    this.#isFirst = false;
    this.#requireStart('told of changes');
    const counts = `${addedSecurities.length} ${removedSecurities.length}`;
    requireThat(counts === '3 0', `came and went: ${counts}`);
  }

  #requireStart(what: string): void {
    requireThat(this.time.equals(this.startDate), `${what} at ${this.time.toISO()}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(!this.#isFirst, 'nothing was selected');
  }
}
