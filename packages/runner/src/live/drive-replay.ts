import type { VirtualClock } from '@lockstep/core';
import type { LiveSession } from '@lockstep/live';

/** How fast recorded time passes: so many times the wall clock, or as fast as the steps go. */
export type ReplaySpeed = number | 'max';

/** Recorded time before the first data is passed over up to here, ms. */
const BEFORE_FIRST_DATA_MS = 60_000;
/** Longest wait of the wall clock between two looks, ms. */
const LONGEST_WAIT_MS = 50;

/** What is driven. */
export interface Replay {
  readonly session: LiveSession;
  readonly clock: VirtualClock;
  readonly speed: ReplaySpeed;
  /** When the data begins, epoch ms UTC; infinity while that is not known. */
  readonly firstDataUtc: () => number;
}

/**
 * Moves the clock of a replay until its session is over. Time never passes while something is being written, sent or
 * asked: a session on a slow disk takes the same decisions as one on a fast disk.
 */
export async function driveReplay({ session, clock, speed, firstDataUtc }: Replay): Promise<void> {
  let isOver = false;
  const over = session.ended.then(
    () => undefined,
    () => undefined,
  );
  void over.then(() => {
    isOver = true;
  });
  let pace: Pace | null = null;
  while (!isOver) {
    await new Promise(setImmediate);
    if (isOver || !session.isQuiet) continue;
    const next = clock.nextTimerUtc;
    const scaledFrom = firstDataUtc() - BEFORE_FIRST_DATA_MS;
    if (speed === 'max' || next < scaledFrom) {
      if (Number.isFinite(next)) clock.advanceTo(next);
      continue;
    }
    pace ??= new Pace(Math.max(clock.utcNow(), scaledFrom), speed);
    const target = pace.utcNow();
    clock.advanceTo(Math.min(next, target));
    if (next > target) await Promise.race([over, pause(Math.min(LONGEST_WAIT_MS, (next - target) / speed))]);
  }
}

/** Wall time, scaled onto recorded time. */
class Pace {
  readonly #fromUtc: number;
  readonly #speed: number;
  readonly #fromMs = performance.now();

  constructor(fromUtc: number, speed: number) {
    this.#fromUtc = fromUtc;
    this.#speed = speed;
  }

  utcNow(): number {
    return this.#fromUtc + (performance.now() - this.#fromMs) * this.#speed;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
