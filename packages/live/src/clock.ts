import type { UtcClock } from '@lockstep/core';

/** Time and timers from outside, so that tests and rehearsals run in virtual time. */
export interface Clock extends UtcClock {
  /** Calls back once after a delay in ms; the returned function cancels. */
  startTimer(delayMs: number, callback: () => void): () => void;
}

/** The clock of this machine. Its timers do not keep a process alive. */
export const systemClock: Clock = {
  utcNow: () => Date.now(),
  startTimer: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
