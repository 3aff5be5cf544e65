import type { Clock } from '@lockstep/core';

const NANOS_PER_MS = 1_000_000;
const NANO_DIGITS = 6;

/** Stamps as Alpaca writes them, RFC 3339 with nine fractional digits: what happens later in a millisecond sorts later. */
export class WireTimes {
  /** Stamps have whole milliseconds only: several are equal. */
  isCoarse = false;
  readonly #clock: Clock;
  #lastMs = Number.NEGATIVE_INFINITY;
  #inMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A stamp of now that is later than every stamp before. */
  now(): string {
    const utcMs = this.#clock.utcNow();
    this.#inMs = utcMs === this.#lastMs ? Math.min(this.#inMs + 1, NANOS_PER_MS - 1) : 0;
    this.#lastMs = utcMs;
    return stamp(utcMs, this.isCoarse ? 0 : this.#inMs);
  }
}

/** An instant as RFC 3339 with nine fractional digits. @param utcMs epoch ms */
export function stamp(utcMs: number, nanos = 0): string {
  return `${new Date(utcMs).toISOString().slice(0, -1)}${String(nanos).padStart(NANO_DIGITS, '0')}Z`;
}
