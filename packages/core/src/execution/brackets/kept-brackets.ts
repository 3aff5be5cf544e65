import { MS_PER_MINUTE } from '../../time/resolution.ts';
import type { OpenBracket } from './open-bracket.ts';

/** How long after its last order has ended a fill of a bracket may still be told, ms: ten looks at the broker. */
const LATE_FILLS_MS = 5 * MS_PER_MINUTE;

/**
 * Brackets whose entry or children may still bring something, by the id of the entry. A fill may be told after a cancel, so
 * one of which nothing is open any more is kept for a while, and no longer: a run of months has many.
 */
export class KeptBrackets {
  readonly #byEntry = new Map<number, OpenBracket>();
  /** Those of which nothing is open, and since when, epoch ms UTC; the first to end comes first. */
  readonly #ended = new Map<OpenBracket, number>();
  readonly #onDropped: (open: OpenBracket) => void;

  /** @param onDropped told of each that is not kept any more */
  constructor(onDropped: (open: OpenBracket) => void) {
    this.#onDropped = onDropped;
  }

  get(entryId: number): OpenBracket | undefined {
    return this.#byEntry.get(entryId);
  }

  /** In the order in which they came. */
  get all(): OpenBracket[] {
    return [...this.#byEntry.values()];
  }

  add(open: OpenBracket): void {
    this.#byEntry.set(open.entryId, open);
  }

  /** Something has happened to one: lets go of it when it is over, and notes when nothing of it is open any more. */
  review(open: OpenBracket, utcMs: number): void {
    this.#ended.delete(open);
    if (open.isOver) this.#drop(open);
    else if (open.bracket?.isOpen === false && open.deadlineUtc === Number.POSITIVE_INFINITY)
      this.#ended.set(open, utcMs);
    if (this.#ended.size > 0) this.dropEnded(utcMs);
  }

  /** Lets go of those that ended long enough before an instant, epoch ms UTC. */
  dropEnded(utcMs: number): void {
    for (const [open, endedUtc] of this.#ended) {
      if (endedUtc > utcMs - LATE_FILLS_MS) return;
      this.#ended.delete(open);
      this.#drop(open);
    }
  }

  #drop(open: OpenBracket): void {
    this.#byEntry.delete(open.entryId);
    this.#onDropped(open);
  }
}
