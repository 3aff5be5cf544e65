import { LockstepError } from '../errors/lockstep-error.ts';
import type { Resolution } from '../time/resolution.ts';

/** What the strategy asked to be warmed up with, and whether it still is. */
export class WarmUp {
  #bars: number | null = null;
  #spanMs: number | null = null;
  #resolution: Resolution | undefined;
  isActive = false;

  /** @throws LockstepError `WARM_UP_INVALID` unless it is a whole number from 0 up */
  requestBars(count: number, resolution: Resolution | undefined): void {
    if (!Number.isInteger(count) || count < 0) throw invalid(`${count} bars`);
    this.#bars = count;
    this.#spanMs = null;
    this.#resolution = resolution;
  }

  /** @throws LockstepError `WARM_UP_INVALID` for a negative duration, or one that is not a number */
  requestSpan(spanMs: number, resolution: Resolution | undefined): void {
    if (!(spanMs >= 0)) throw invalid(`a duration of ${spanMs} ms`);
    this.#spanMs = spanMs;
    this.#bars = null;
    this.#resolution = resolution;
  }

  get isRequested(): boolean {
    return this.#bars !== null || this.#spanMs !== null;
  }

  get bars(): number | null {
    return this.#bars;
  }

  get spanMs(): number | null {
    return this.#spanMs;
  }

  /** Resolution of the data during warm-up; undefined: that of each subscription. */
  get resolution(): Resolution | undefined {
    return this.#resolution;
  }
}

function invalid(received: string): LockstepError {
  return new LockstepError(
    'WARM_UP_INVALID',
    `setWarmUp got ${received}; expected a whole number of bars or a duration, from 0 up.`,
  );
}
