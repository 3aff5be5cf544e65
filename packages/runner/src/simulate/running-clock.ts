import { VirtualClock } from '@lockstep/core';

/** Wall time between two looks, ms. */
const TICK_MS = 20;

/** A clock that begins at a recorded instant and goes on so many times as fast as the wall clock; 0: it stands still. */
export class RunningClock {
  readonly clock: VirtualClock;
  readonly #speed: number;
  #timer: NodeJS.Timeout | null = null;
  #lastMs = performance.now();

  /** @param fromUtc epoch ms */
  constructor(fromUtc: number, speed: number) {
    this.clock = new VirtualClock(fromUtc);
    this.#speed = speed;
  }

  start(): void {
    if (this.#speed === 0) return;
    this.#lastMs = performance.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  #tick(): void {
    const nowMs = performance.now();
    const passedMs = Math.floor((nowMs - this.#lastMs) * this.#speed);
    // What is less than a millisecond of recorded time waits for the next look.
    this.#lastMs += passedMs / this.#speed;
    this.skip(passedMs);
  }

  /** Passes over a time. @param ms how much */
  skip(ms: number): void {
    this.clock.advanceTo(this.clock.utcNow() + ms);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
