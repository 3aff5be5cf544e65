import type { Security } from '../securities/security.ts';

/** Securities that came into an algorithm, and those that left it, at one instant. */
export class SecurityChanges {
  readonly addedSecurities: readonly Security[];
  readonly removedSecurities: readonly Security[];

  constructor(added: readonly Security[], removed: readonly Security[]) {
    this.addedSecurities = added;
    this.removedSecurities = removed;
  }

  get count(): number {
    return this.addedSecurities.length + this.removedSecurities.length;
  }
}
