import type { Bracket } from './bracket.ts';
import type { BracketClosing } from './bracket-closing.ts';
import type { ChildDesk, ReportFailure } from './child-desk.ts';
import type { ChildKeeping } from './child-keeping.ts';
import type { OpenBracket } from './open-bracket.ts';

/** How long fills of a child that the broker says has filled are waited for, ms: two looks at the broker. */
const UNTOLD_MS = 60_000;

/** What deadlines take from their surroundings. */
export interface BracketDeadlinesOptions {
  readonly desk: ChildDesk;
  /** Time in which something has to have happened, unless said otherwise, ms. */
  readonly deadlineMs: number;
  readonly reportFailure: ReportFailure;
}

/** Brackets of which something has to have happened by an instant, and what is done where it has not. */
export class BracketDeadlines {
  readonly #options: BracketDeadlinesOptions;
  readonly #children: ChildKeeping;
  readonly #closing: BracketClosing;
  readonly #timed = new Set<OpenBracket>();
  /** The first of those instants, epoch ms UTC. */
  nextUtc: number = Number.POSITIVE_INFINITY;

  constructor(options: BracketDeadlinesOptions, children: ChildKeeping, closing: BracketClosing) {
    this.#options = options;
    this.#children = children;
    this.#closing = closing;
  }

  await(open: OpenBracket, waitMs: number = this.#options.deadlineMs): void {
    open.deadlineUtc = this.#options.desk.utcNow() + waitMs;
    this.#timed.add(open);
    this.nextUtc = Math.min(this.nextUtc, open.deadlineUtc);
  }

  /** The broker says that a child has filled which follows its entry there: what of it was not told is waited for. */
  awaitUntold(open: OpenBracket): void {
    open.untoldUntilUtc = this.#options.desk.utcNow() + UNTOLD_MS;
    this.await(open);
  }

  /** A position that has to be closed and could not be: it is tried again. */
  closeAgainLater(open: OpenBracket): void {
    if (!open.mustClose || open.deadlineUtc !== Number.POSITIVE_INFINITY) return;
    this.await(open, this.#closing.waitMs(open, this.#options.deadlineMs));
  }

  settle(open: OpenBracket): void {
    open.deadlineUtc = Number.POSITIVE_INFINITY;
    this.#timed.delete(open);
  }

  /** Does what each needs whose time is up, and calls back for it. */
  pass(utcMs: number, onDone: (open: OpenBracket) => void): void {
    if (utcMs < this.nextUtc) return;
    this.nextUtc = Number.POSITIVE_INFINITY;
    for (const open of Array.from(this.#timed)) {
      if (open.deadlineUtc <= utcMs) {
        this.#pass(open);
        onDone(open);
      }
      this.nextUtc = Math.min(this.nextUtc, open.deadlineUtc);
    }
  }

  #pass(open: OpenBracket): void {
    this.settle(open);
    const { bracket, stop, target } = open;
    if (bracket !== null && open.mustClose) this.#closing.close(open, bracket);
    if (bracket !== null) {
      const late = [bracket.entry, ...(open.hasExited ? [stop?.ticket, target?.ticket] : [])];
      const isCut = open.hasExited || !open.isPlaced;
      for (const ticket of late) if (isCut && ticket?.isOpen === true) this.#options.desk.cancelAtOnce(ticket);
      if (!open.hasExited && !open.isPlaced && bracket.entry.isOpen) this.#insist(open, bracket);
      if (open.hasExited && open.isNative && !open.isEven) this.#onUntold(open, bracket);
    }
    this.closeAgainLater(open);
  }

  /** The entry is partly filled, without a stop, and the broker has not answered the cancel of its rest. */
  #insist(open: OpenBracket, { entry }: Bracket): void {
    this.await(open);
    this.#options.reportFailure(
      entry.symbol,
      `Order ${entry.orderId} for ${entry.symbol.value} is partly filled (${entry.exactQuantityFilled} of ${entry.exactQuantity}) and has no stop: the broker places it with the complete fill. Its rest is being cancelled.`,
    );
  }

  /** What a child has filled by what was told is less than its entry: what is still open after a while gets a stop of ours. */
  #onUntold(open: OpenBracket, bracket: Bracket): void {
    const { desk, reportFailure } = this.#options;
    if (desk.utcNow() < open.untoldUntilUtc) {
      this.await(open);
      return;
    }
    const { symbol, exactQuantityFilled } = bracket.entry;
    reportFailure(
      symbol,
      `The bracket for ${symbol.value} has closed less (${open.exited}) than its entry filled (${exactQuantityFilled}), though the broker says that its child has filled: what is open is protected anew.`,
    );
    this.#children.placeAnew(open, bracket);
  }
}
