import type { Security } from '@lockstep/core';
import type { FamilySecurity } from './family.ts';

/** A security of the family within the run. */
export interface Entry {
  readonly wanted: FamilySecurity;
  readonly index: number;
  security: Security;
  removed: boolean;
}
