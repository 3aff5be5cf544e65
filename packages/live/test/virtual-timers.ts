import type { Clock } from '../src/clock.ts';

/** Lets everything that is already on its way (I/O included) go on. */
async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** A clock whose time only moves when a test says so. */
export class VirtualTimers implements Clock {
  #nowMs = Date.UTC(2024, 2, 4, 14, 30);
  readonly #timers = new Set<{ readonly dueMs: number; readonly callback: () => void }>();

  utcNow(): number {
    return this.#nowMs;
  }

  startTimer(delayMs: number, callback: () => void): () => void {
    const timer = { dueMs: this.#nowMs + delayMs, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Timers that run. */
  get running(): number {
    return this.#timers.size;
  }

  /** Moves on, from timer to timer, with time for what each sets going. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    for (;;) {
      await settle();
      const [next] = [...this.#timers].sort((a, b) => a.dueMs - b.dueMs);
      if (next === undefined || next.dueMs > endMs) break;
      this.#nowMs = next.dueMs;
      this.#timers.delete(next);
      next.callback();
    }
    this.#nowMs = endMs;
    await settle();
  }
}
