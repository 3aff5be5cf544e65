import { type Clock, MS_PER_DAY, type Timer, type VirtualClock } from '@lockstep/core';

interface Entry extends Timer {
  readonly utcMs: number;
  readonly callback: () => void;
}

/** Recorded time between two calls of those that are due, ms. */
const EVERY_MS = 7 * MS_PER_DAY;

/**
 * A virtual clock for those who look after something now and then. It does not make time stop for them: what was due
 * while time passed is called once afterwards, as after the sleep of a machine, and that once a week. Years can pass in
 * which somebody wants to look every ten seconds; and what a broker's adapter finds out by looking again only, although
 * every message has arrived, shows as a difference.
 */
export class WatchClock implements Clock {
  readonly #clock: VirtualClock;
  readonly #entries = new Set<Entry>();
  #nextUtc: number;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
    this.#nextUtc = clock.utcNow() + EVERY_MS;
  }

  utcNow(): number {
    return this.#clock.utcNow();
  }

  at(utcMs: number, callback: () => void): Timer {
    const entry: Entry = { utcMs, callback, cancel: () => void this.#entries.delete(entry) };
    this.#entries.add(entry);
    return entry;
  }

  /** Calls those that are due, the earliest first, when it is time for that. */
  callDue(): void {
    const now = this.#clock.utcNow();
    if (now < this.#nextUtc) return;
    this.#nextUtc = now + EVERY_MS;
    const due = [...this.#entries].filter(({ utcMs }) => utcMs <= now).sort((a, b) => a.utcMs - b.utcMs);
    for (const entry of due) if (this.#entries.delete(entry)) entry.callback();
  }
}
