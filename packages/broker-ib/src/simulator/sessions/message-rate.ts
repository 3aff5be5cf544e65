import { MS_PER_SECOND } from '@lockstep/core';

/** Excesses after which the connection is closed. */
const MOST_EXCESSES = 3;

/** Counts the messages of a client over the last second. */
export class MessageRate {
  #times: number[] = [];
  #excesses = 0;

  /** Takes in a message. @returns what it leads to */
  count(utcMs: number, limit: number): 'fine' | 'excess' | 'close' {
    this.#times = this.#times.filter((time) => time > utcMs - MS_PER_SECOND);
    this.#times.push(utcMs);
    if (this.#times.length <= limit) return 'fine';
    this.#times = [];
    this.#excesses += 1;
    return this.#excesses >= MOST_EXCESSES ? 'close' : 'excess';
  }
}
