import type { Clock } from './clock.ts';

/** Longest wait before the time is read again, ms: after sleep or a jump of the clock, timers are late by no more. */
const LONGEST_WAIT_MS = 2_000;

/** What a platform has to tell the time and to wait; `globalThis` has it. */
export interface MachineTimers<Handle = unknown> {
  readonly Date: { now(): number };
  setTimeout(callback: () => void, ms: number): Handle;
  clearTimeout(handle: Handle): void;
}

/**
 * The clock of a machine, as `machineClock(globalThis)`. Timers are instants, not durations: they follow a clock that is
 * set, and a machine that slept. Pending ones keep the process alive.
 */
export function machineClock<Handle>(machine: MachineTimers<Handle>): Clock {
  const utcNow = (): number => machine.Date.now();
  return {
    utcNow,
    at(utcMs, callback) {
      let handle: Handle;
      const wait = (): void => {
        const left = utcMs - utcNow();
        handle = machine.setTimeout(left <= LONGEST_WAIT_MS ? due : wait, Math.max(0, Math.min(left, LONGEST_WAIT_MS)));
      };
      // A timeout may come a little early by the clock.
      const due = (): void => (utcNow() < utcMs ? wait() : callback());
      wait();
      return { cancel: () => machine.clearTimeout(handle) };
    },
  };
}
