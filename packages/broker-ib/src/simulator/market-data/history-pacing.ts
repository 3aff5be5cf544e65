import { MS_PER_MINUTE, MS_PER_SECOND } from '@lockstep/core';

const SAME_MS = 15 * MS_PER_SECOND;
const BURST_MS = 2 * MS_PER_SECOND;
const LONG_MS = 10 * MS_PER_MINUTE;
const MOST_IN_BURST = 5;
const MOST_IN_LONG = 60;

interface Asked {
  readonly utcMs: number;
  /** The whole request. */
  readonly request: string;
  /** What it is about. */
  readonly contract: string;
}

/** How fast history may be asked for: the same not within 15 s, one contract six times not within 2 s, 60 in ten minutes. */
export class HistoryPacing {
  #asked: Asked[] = [];

  /** Takes in a request. @returns whether it comes too fast */
  isTooFast(utcMs: number, request: string, contract: string): boolean {
    this.#asked = this.#asked.filter((asked) => asked.utcMs > utcMs - LONG_MS);
    const within = (ms: number): Asked[] => this.#asked.filter((asked) => asked.utcMs > utcMs - ms);
    const isTooFast =
      within(SAME_MS).some((asked) => asked.request === request) ||
      within(BURST_MS).filter((asked) => asked.contract === contract).length >= MOST_IN_BURST ||
      this.#asked.length >= MOST_IN_LONG;
    if (!isTooFast) this.#asked.push({ utcMs, request, contract });
    return isTooFast;
  }
}
