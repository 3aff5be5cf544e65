import { type Clock, MS_PER_MINUTE, sleepUntil } from '@lockstep/core';

/** IB takes 60 requests for real-time bars in ten minutes; a few are left for clocks that differ. */
const MOST = 57;
const WINDOW_MS = 10 * MS_PER_MINUTE;

/** Gives turns for streams of bars, of which IB lets not too many be begun. */
export class StreamPace {
  readonly #clock: Clock;
  readonly #begun: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Settles when another one may be begun. */
  async turn(): Promise<void> {
    for (;;) {
      const now = this.#clock.utcNow();
      while (this.#begun.length > 0 && this.#begun[0]! <= now - WINDOW_MS) this.#begun.shift();
      if (this.#begun.length < MOST) {
        this.#begun.push(now);
        return;
      }
      await sleepUntil(this.#clock, this.#begun[0]! + WINDOW_MS);
    }
  }
}
