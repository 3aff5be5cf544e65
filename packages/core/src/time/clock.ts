import type { UtcClock } from './utc-clock.ts';

/** Something that is to happen later; cancelling it twice, or too late, does nothing. */
export interface Timer {
  cancel(): void;
}

/**
 * A clock that moves on its own and can be waited for: the wall clock live, the shared virtual clock of a rehearsal. The
 * engine, adapters and simulators take all their timers from it.
 */
export interface Clock extends UtcClock {
  /** Calls back at an instant (epoch ms UTC), never within this call; at once afterwards if it has passed. */
  at(utcMs: number, callback: () => void): Timer;
}

/** A promise that settles at an instant (epoch ms UTC) of a clock. */
export function sleepUntil(clock: Clock, utcMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.at(utcMs, resolve);
  });
}
