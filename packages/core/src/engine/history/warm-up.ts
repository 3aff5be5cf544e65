import { LockstepError } from '../../errors/lockstep-error.ts';

/** What the strategy asked to be warmed up with, and whether it still is. */
export class WarmUp {
  #bars: number | null = null;
  #spanMs: number | null = null;
  isActive = false;

  /** @throws LockstepError `WARM_UP_INVALID` unless it is a whole number from 0 up */
  requestBars(count: number): void {
    if (!Number.isInteger(count) || count < 0) throw invalid(`${count} bars`);
    this.#bars = count;
    this.#spanMs = null;
  }

  /** @throws LockstepError `WARM_UP_INVALID` for a negative duration, or one that is not a number */
  requestSpan(spanMs: number): void {
    if (!(spanMs >= 0)) throw invalid(`a duration of ${spanMs} ms`);
    this.#spanMs = spanMs;
    this.#bars = null;
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
}

function invalid(received: string): LockstepError {
  return new LockstepError(
    'WARM_UP_INVALID',
    `setWarmUp got ${received}; expected a whole number of bars or a duration, from 0 up.`,
  );
}
