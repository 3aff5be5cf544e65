import { Algorithm, FineFundamentalUniverseSelectionModel, type SecuritySymbol } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Two passes of selection cannot be asynchronous, in whichever way they are asked for. */
export default class CoarseFineAsyncUniverse extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.universeSettings.asynchronous = true;
    let refusal: unknown = null;
    try {
      this.addUniverse(none, none);
    } catch (error: unknown) {
      refusal = error;
    }
    requireThat(/asynchronous/.test(String(refusal)), `addUniverse answered ${String(refusal)}`);
    this.setUniverseSelection(new FineFundamentalUniverseSelectionModel(none, none));
  }
}

function none(): SecuritySymbol[] {
  return [];
}
