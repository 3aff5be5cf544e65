import type { OpenBracket } from './open-bracket.ts';

/** Brackets of which something has to have happened by an instant. */
export class BracketDeadlines {
  readonly #timed = new Set<OpenBracket>();
  /** The first of those instants, epoch ms UTC. */
  nextUtc: number = Number.POSITIVE_INFINITY;

  await(open: OpenBracket, utcMs: number): void {
    open.deadlineUtc = utcMs;
    this.#timed.add(open);
    this.nextUtc = Math.min(this.nextUtc, utcMs);
  }

  settle(open: OpenBracket): void {
    open.deadlineUtc = Number.POSITIVE_INFINITY;
    this.#timed.delete(open);
  }

  /** Calls back for each whose time is up. */
  pass(utcMs: number, onDeadline: (open: OpenBracket) => void): void {
    if (utcMs < this.nextUtc) return;
    this.nextUtc = Number.POSITIVE_INFINITY;
    for (const open of Array.from(this.#timed)) {
      if (open.deadlineUtc <= utcMs) onDeadline(open);
      this.nextUtc = Math.min(this.nextUtc, open.deadlineUtc);
    }
  }
}
