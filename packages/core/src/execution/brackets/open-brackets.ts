import { Decimal } from '../../numeric/decimal.ts';
import type { Bracket } from './bracket.ts';
import { type BracketParts, bracketParts } from './bracket-parts.ts';
import { KeptBrackets } from './kept-brackets.ts';
import type { OpenBracket } from './open-bracket.ts';

/** The brackets of a run by the id of their entry: those that may still bring something, and which have ended. */
export class OpenBrackets {
  readonly #kept: KeptBrackets;
  readonly #ended = new Set<number>();
  /** Those of them whose position was left to whoever trades: a stop was given up. */
  readonly #uneven = new Set<number>();

  /** @param onDropped told of each that is not kept any more */
  constructor(onDropped: (open: OpenBracket) => void) {
    this.#kept = new KeptBrackets((open) => {
      this.#ended.add(open.entryId);
      if (!open.isEven) this.#uneven.add(open.entryId);
      onDropped(open);
    });
  }

  /** Undefined for an order that has no bracket, null for one whose bracket has ended. */
  get(entryId: number): OpenBracket | null | undefined {
    return this.#kept.get(entryId) ?? (this.#ended.has(entryId) ? null : undefined);
  }

  /** The bracket of an entry, if it may still bring something. */
  openOf(entryId: number): OpenBracket | undefined {
    return this.#kept.get(entryId);
  }

  /**
   * What of a change after a bracket has ended is to be undone. Where its position was left to whoever trades, that is what is
   * open by it: what it has closed was to be closed.
   *
   * @param held the position with it
   */
  toUndo(entryId: number, change: Decimal, held: Decimal): Decimal {
    if (!this.#uneven.has(entryId)) return change;
    if (held.sign() !== change.sign()) return Decimal.ZERO;
    return held.abs().lt(change.abs()) ? held : change;
  }

  add(open: OpenBracket): void {
    this.#ended.delete(open.entryId);
    this.#kept.add(open);
  }

  /** After something has happened to one. */
  review(open: OpenBracket, utcMs: number): void {
    this.#kept.review(open, utcMs);
  }

  /** The bracket of an order of an earlier run has ended. */
  end(entryId: number): void {
    this.#ended.add(entryId);
  }

  /** One that was refused before its entry got a number leaves that to another order. */
  drop(entryId: number): void {
    this.#ended.delete(entryId);
  }

  forEach(callback: (open: OpenBracket) => void): void {
    for (const open of this.#kept.all) callback(open);
  }

  /** As the strategy sees them: those of which some part can still fill. */
  shown(): Bracket[] {
    const shown = this.#kept.all.flatMap(({ bracket }) => (bracket?.isOpen === true ? [bracket] : []));
    return shown.sort((a, b) => a.entry.orderId - b.entry.orderId);
  }

  /** Those of which something is open or has to be, as a later run has to know them. */
  parts(options: Parameters<typeof bracketParts>[1], utcMs: number): BracketParts[] {
    this.#kept.dropEnded(utcMs);
    return this.#kept.all.flatMap((open) => bracketParts(open, options));
  }
}
