import type { Decimal } from '../../numeric/decimal.ts';
import type { OrderTicket } from '../../orders/order-ticket.ts';

/** Where the children of a bracket stand. */
export interface BracketPrices {
  /** Stop price of the protective order; null without one. */
  readonly stopLoss: Decimal | null;
  /** Limit price of the target; null without one. */
  readonly takeProfit: Decimal | null;
}

/**
 * An entry with a protective stop, a target, or both. The children exist from the entry's first fill on, follow its
 * filled quantity, and cancel each other.
 */
export class Bracket {
  readonly entry: OrderTicket;
  #stopLoss: OrderTicket | null = null;
  #takeProfit: OrderTicket | null = null;

  constructor(entry: OrderTicket) {
    this.entry = entry;
  }

  /** The protective stop; null until the entry fills, and where there is none. */
  get stopLoss(): OrderTicket | null {
    return this.#stopLoss;
  }

  /** The target; null until the entry fills, and where there is none. */
  get takeProfit(): OrderTicket | null {
    return this.#takeProfit;
  }

  /** Execution gives the bracket its children. */
  setChildren(stopLoss: OrderTicket | null, takeProfit: OrderTicket | null): void {
    this.#stopLoss = stopLoss;
    this.#takeProfit = takeProfit;
  }

  /** Some part of it can still fill. */
  get isOpen(): boolean {
    return this.entry.isOpen || this.#stopLoss?.isOpen === true || this.#takeProfit?.isOpen === true;
  }

  /** Asks to cancel whatever is open: entry and children. A position that the entry opened stays, unprotected. */
  cancel(tag?: string): void {
    for (const ticket of [this.entry, this.#stopLoss, this.#takeProfit])
      if (ticket?.isOpen === true) ticket.cancel(tag);
  }
}
