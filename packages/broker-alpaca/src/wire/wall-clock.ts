import type { Clock, Timer } from '@lockstep/core';

/** Longest wait before the wall clock is read again, ms: it may be set, or the machine may sleep. */
const LONGEST_WAIT_MS = 2_000;

/** The wall clock of this machine. */
export const wallClock: Clock = {
  utcNow: () => Date.now(),
  at: (utcMs, callback) => {
    let handle: NodeJS.Timeout;
    const wait = (): void => {
      const left = utcMs - Date.now();
      handle = setTimeout(left <= LONGEST_WAIT_MS ? due : wait, Math.max(0, Math.min(left, LONGEST_WAIT_MS)));
    };
    // A timeout may come a little early by the wall clock.
    const due = (): void => (Date.now() < utcMs ? wait() : callback());
    wait();
    const timer: Timer = { cancel: () => clearTimeout(handle) };
    return timer;
  },
};
