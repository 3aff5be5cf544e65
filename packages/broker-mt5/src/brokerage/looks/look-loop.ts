import type { Clock, Timer } from '@lockstep/core';

/** Waits between looks at the terminal, ms. */
export interface LookIntervals {
  /** While an order is on its way. */
  readonly busyMs: number;
  /** While orders are open. */
  readonly openMs: number;
  readonly idleMs: number;
}

export const LOOK_INTERVALS: LookIntervals = { busyMs: 100, openMs: 500, idleMs: 2_000 };

export interface LookLoopOptions {
  readonly clock: Clock;
  /** Time until the next look, ms. */
  readonly intervalMs: () => number;
  /** Never rejects. */
  readonly look: () => Promise<void>;
}

/** Looks again and again. */
export class LookLoop {
  readonly #options: LookLoopOptions;
  #timer: Timer | null = null;
  #isOpen = false;

  constructor(options: LookLoopOptions) {
    this.#options = options;
  }

  open(): void {
    this.#isOpen = true;
    this.#schedule();
  }

  close(): void {
    this.#isOpen = false;
    this.#timer?.cancel();
  }

  /** Something was sent: the next look is due sooner. */
  hurry(): void {
    if (this.#isOpen) this.#schedule();
  }

  #schedule(): void {
    const { clock, intervalMs, look } = this.#options;
    this.#timer?.cancel();
    this.#timer = clock.at(clock.utcNow() + intervalMs(), () => {
      void look().then(() => {
        if (this.#isOpen) this.#schedule();
      });
    });
  }
}
