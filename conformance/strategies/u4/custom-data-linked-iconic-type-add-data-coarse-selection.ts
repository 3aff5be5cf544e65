import type { SecuritySymbol } from '@lockstep/core';
import { LinkedEquities } from './linked-data.ts';

/** Data about equities is added while they are chosen. */
export default class CustomDataLinkedAddDataCoarseSelection extends LinkedEquities {
  protected override choose(): SecuritySymbol[] {
    const symbols = super.choose();
    this.follow(symbols);
    return symbols;
  }
}
