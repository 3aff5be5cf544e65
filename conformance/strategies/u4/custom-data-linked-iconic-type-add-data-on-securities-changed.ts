import type { SecurityChanges } from '@lockstep/core';
import { LinkedEquities } from './linked-data.ts';

/** Data about equities is added when they have come. */
export default class CustomDataLinkedAddDataOnSecuritiesChanged extends LinkedEquities {
  override onSecuritiesChanged({ addedSecurities }: SecurityChanges): void {
    this.follow(addedSecurities.map(({ symbol }) => symbol));
  }
}
