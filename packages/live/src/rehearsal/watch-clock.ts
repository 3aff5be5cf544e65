import type { Clock, Timer, VirtualClock } from '@lockstep/core';

interface Entry extends Timer {
  readonly utcMs: number;
  readonly callback: () => void;
}

/**
 * A virtual clock for those who look after something now and then. It does not make time stop for them: what was due
 * while time passed is called once afterwards, as after the sleep of a machine. Years can pass in which somebody wants to
 * look every ten seconds.
 */
export class WatchClock implements Clock {
  readonly #clock: VirtualClock;
  readonly #entries = new Set<Entry>();

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  utcNow(): number {
    return this.#clock.utcNow();
  }

  at(utcMs: number, callback: () => void): Timer {
    const entry: Entry = { utcMs, callback, cancel: () => void this.#entries.delete(entry) };
    this.#entries.add(entry);
    return entry;
  }

  /** Calls those that are due, the earliest first. */
  callDue(): void {
    const now = this.#clock.utcNow();
    const due = [...this.#entries].filter(({ utcMs }) => utcMs <= now).sort((a, b) => a.utcMs - b.utcMs);
    for (const entry of due) if (this.#entries.delete(entry)) entry.callback();
  }
}
