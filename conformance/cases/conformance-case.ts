import type { Algorithm, ParameterValue } from '@lockstep/core';

/** A tier of LEAN's regression algorithms: what the engine must be able to do for them. */
export type Tier = 'CF' | 'IX' | 'T1' | 'T2' | 'T3' | 'T4' | 'T5' | 'T6' | 'U1' | 'U2' | 'U3' | 'U4';

/** A regression algorithm of LEAN as a strategy of ours. */
export interface ConformanceCase {
  readonly tier: Tier;
  /** LEAN's class, which also names the recorded result. */
  readonly name: string;
  readonly strategy: new () => Algorithm;
  /** Parameters that the run is given. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** Fields that are known to differ from LEAN's, with their cause in docs/concepts/parity.md; counted as different. */
  readonly knownDifferences?: readonly string[];
  /**
   * How the run shall end where no result is recorded; `Completed` unless set. `Running`, as LEAN calls it: a mistake in
   * `initialize` keeps it from starting.
   */
  readonly status?: 'Completed' | 'RuntimeError' | 'Running';
}

type Extras = Pick<ConformanceCase, 'parameters' | 'status' | 'knownDifferences'>;

/** Cases of one tier, each as LEAN's class, the strategy and what the run needs besides. */
export function tier(
  name: Tier,
  cases: readonly (readonly [string, new () => Algorithm, Extras?])[],
): readonly ConformanceCase[] {
  return cases.map(([lean, strategy, extras]) => ({ tier: name, name: lean, strategy, ...extras }));
}
