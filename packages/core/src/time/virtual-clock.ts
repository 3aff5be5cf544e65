import type { Clock, Timer } from './clock.ts';

interface Entry extends Timer {
  readonly utcMs: number;
  /** Entries of the same instant fire in the order in which they were made. */
  readonly order: number;
  readonly callback: () => void;
  isCancelled: boolean;
}

/** A clock that stands still until it is told to move. Whoever drives it decides when everybody is ready for that. */
export class VirtualClock implements Clock {
  #utcMs: number;
  #made = 0;
  /** Sorted by instant, then by order. */
  readonly #entries: Entry[] = [];

  constructor(utcMs: number) {
    this.#utcMs = utcMs;
  }

  utcNow(): number {
    return this.#utcMs;
  }

  /** Instant of the earliest timer, epoch ms UTC; infinity when there is none. */
  get nextTimerUtc(): number {
    return this.#entries[0]?.utcMs ?? Number.POSITIVE_INFINITY;
  }

  at(utcMs: number, callback: () => void): Timer {
    const entry: Entry = {
      utcMs: Math.max(utcMs, this.#utcMs),
      order: this.#made++,
      callback,
      isCancelled: false,
      cancel: () => {
        if (entry.isCancelled) return;
        entry.isCancelled = true;
        const index = this.#entries.indexOf(entry);
        if (index >= 0) this.#entries.splice(index, 1);
      },
    };
    const before = this.#entries.findIndex((other) => other.utcMs > entry.utcMs);
    this.#entries.splice(before === -1 ? this.#entries.length : before, 0, entry);
    return entry;
  }

  /** Moves to an instant (epoch ms UTC), firing timers on the way, each at its own time; never backwards. */
  advanceTo(utcMs: number): void {
    for (let entry = this.#entries[0]; entry !== undefined && entry.utcMs <= utcMs; entry = this.#entries[0]) {
      this.#entries.shift();
      entry.isCancelled = true;
      this.#utcMs = entry.utcMs;
      entry.callback();
    }
    this.#utcMs = Math.max(this.#utcMs, utcMs);
  }
}
