import type { Security } from '../securities/security.ts';

/** Securities that came into an algorithm, and those that left it, at one instant, by ticker. */
export class SecurityChanges {
  static readonly none = new SecurityChanges([], []);
  readonly addedSecurities: readonly Security[];
  readonly removedSecurities: readonly Security[];

  constructor(added: readonly Security[], removed: readonly Security[]) {
    this.addedSecurities = [...added].sort(byTicker);
    this.removedSecurities = [...removed].sort(byTicker);
  }

  get count(): number {
    return this.addedSecurities.length + this.removedSecurities.length;
  }

  /** These and others of the same instant: what came and left again has come. */
  with(others: SecurityChanges): SecurityChanges {
    if (others.count === 0) return this;
    if (this.count === 0) return others;
    const added = new Set([...this.addedSecurities, ...others.addedSecurities]);
    const removed = new Set([...this.removedSecurities, ...others.removedSecurities]);
    return new SecurityChanges(
      [...added],
      [...removed].filter((security) => !added.has(security)),
    );
  }
}

function byTicker(a: Security, b: Security): number {
  if (a.symbol.value === b.symbol.value) return 0;
  return a.symbol.value < b.symbol.value ? -1 : 1;
}
