import { MS_PER_MINUTE, MS_PER_SECOND } from '@lockstep/core';

/** A question for history, as its pace sees it. */
export interface PacedQuestion {
  /** All of it: the same question may not be asked again at once. */
  readonly key: string;
  /** What it is about: contract, exchange and kind of prices. */
  readonly subject: string;
  /** 2 for bid and ask together, which count as two questions. */
  readonly weight: number;
}

interface Asked extends PacedQuestion {
  readonly utcMs: number;
}

const LONG_MS = 10 * MS_PER_MINUTE;
const SAME_MS = 15 * MS_PER_SECOND;
const BURST_MS = 2 * MS_PER_SECOND;
/** IB takes 60; a few are left for clocks that differ. */
const MOST_IN_LONG = 57;
/** The sixth is one too many. */
const MOST_IN_BURST = 5;

/**
 * How fast history may be asked for: 60 questions in ten minutes, the same one not within 15 seconds, not six about one
 * subject within two. A pure state: it is told the time and says when the next one may go.
 */
export class HistoryPace {
  #asked: Asked[] = [];

  /** When a question may be asked, epoch ms UTC; not later than now if at once. */
  mayAskAt(now: number, { key, subject, weight }: PacedQuestion): number {
    this.#asked = this.#asked.filter(({ utcMs }) => utcMs > now - LONG_MS);
    let at = now;
    const same = this.#asked.findLast((asked) => asked.key === key);
    if (same !== undefined) at = Math.max(at, same.utcMs + SAME_MS);
    at = Math.max(
      at,
      freeAt(
        this.#asked.filter((asked) => asked.subject === subject),
        weight,
        MOST_IN_BURST,
        BURST_MS,
      ),
    );
    return Math.max(at, freeAt(this.#asked, weight, MOST_IN_LONG, LONG_MS));
  }

  /** A question goes out. */
  ask(now: number, question: PacedQuestion): void {
    this.#asked.push({ ...question, utcMs: now });
  }

  /** IB has said that it was too fast: nothing for a while, as if the limit had been reached. */
  wasTooFast(now: number): void {
    this.#asked.push({ utcMs: now - LONG_MS + SAME_MS, key: '', subject: '', weight: MOST_IN_LONG });
    this.#asked.sort((a, b) => a.utcMs - b.utcMs);
  }
}

/** When one more fits into a window. @param asked oldest first */
function freeAt(asked: readonly Asked[], weight: number, most: number, windowMs: number): number {
  let sum = weight;
  for (const each of asked.toReversed()) {
    sum += each.weight;
    if (sum > most) return each.utcMs + windowMs;
  }
  return Number.NEGATIVE_INFINITY;
}
