const TICKS_PER_MS = 10_000;
const TICKS_PER_SECOND = 10_000_000;

/** Durations with their running average, kept in whole 100-ns ticks after each step, and their median. */
export class TradeDurations {
  readonly #durations: number[] = [];
  #averageTicks = 0;

  add(durationMs: number): void {
    this.#durations.push(durationMs);
    const differenceSeconds = durationMs / 1_000 - this.#averageTicks / TICKS_PER_SECOND;
    this.#averageTicks += Math.trunc((differenceSeconds / this.#durations.length) * TICKS_PER_SECOND);
  }

  /** 0 of none. */
  get averageMs(): number {
    return this.#averageTicks / TICKS_PER_MS;
  }

  /** The upper of the two middle values when their number is even; 0 of none. */
  medianMs(): number {
    const sorted = this.#durations.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }
}
