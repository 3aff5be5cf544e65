import type { SeededRandom } from '@lockstep/core/testing';

/**
 * At which point a process dies. `steps`: at the n-th movement of time from now on, so many microseconds into it, wherever it
 * is then. `turns`: after so many turns of its event loop, of those in which it writes, asks the broker, or does anything.
 * `send`: right before or right after it hands its next order to the wire.
 */
export type Death =
  | { readonly kind: 'steps'; readonly count: number; readonly microseconds: number }
  | { readonly kind: 'turns'; readonly count: number; readonly of: 'writing' | 'asking' | 'any' }
  | { readonly kind: 'send'; readonly stage: 'before' | 'after' };

const MOST_STEPS = 30;
const MOST_TURNS = 12;
const LONGEST_MICROSECONDS = 2_500;

/** A death somewhere in the middle of things. */
export function randomDeath(random: SeededRandom): Death {
  if (random.chance(0.4))
    return {
      kind: 'steps',
      count: random.integer(1, MOST_STEPS),
      microseconds: random.integer(0, LONGEST_MICROSECONDS),
    };
  return {
    kind: 'turns',
    count: random.integer(1, MOST_TURNS),
    of: random.pick(['writing', 'writing', 'asking', 'any']),
  };
}
