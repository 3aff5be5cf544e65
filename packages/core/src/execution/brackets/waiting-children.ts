import type { OrderHandover } from '../../brokerage/brokerage.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { OrderStatus } from '../../orders/order-status.ts';
import { type OrderRequestSink, OrderTicket } from '../../orders/order-ticket.ts';
import type { OrderBook, OrderEntry } from '../order-book.ts';
import { Bracket } from './bracket.ts';
import type { BracketLeg, OpenBracket } from './open-bracket.ts';
import type { OpenBrackets } from './open-brackets.ts';

/** Children that wait at the broker for their entry to fill, and become orders of the run then. */
export class WaitingChildren {
  readonly #desk: OrderRequestSink;
  readonly #book: OrderBook;
  readonly #brackets: OpenBrackets;

  constructor({ desk, book }: { readonly desk: OrderRequestSink; readonly book: OrderBook }, brackets: OpenBrackets) {
    this.#desk = desk;
    this.#book = book;
    this.#brackets = brackets;
  }

  /** The children wait at the broker. */
  hold(open: OpenBracket, children: readonly OrderHandover[]): void {
    open.isNative = true;
    for (const { order } of children) {
      const leg = open.legOf(order.id);
      if (leg === null) continue;
      leg.ticket = OrderTicket.of(this.#desk, order);
      this.#book.hold({ order, ticket: leg.ticket });
    }
  }

  /**
   * Takes in what the broker tells of a child that waits there. A fill or a refusal makes it an order of the run, which
   * is returned.
   */
  wake(event: OrderEvent): OrderEntry | undefined {
    const held = this.#book.heldOf(event.orderId);
    const open = held === undefined ? undefined : this.#brackets.openOf(held.order.bracketId);
    if (held === undefined || open === undefined) return undefined;
    const leg = open.legOf(event.orderId);
    // It is gone, or others stand in its place: what it has filled all the same counts.
    if (leg === null || leg.isGone) return event.isFill ? this.#book.admit(event.orderId) : undefined;
    if (event.isFill || event.status === OrderStatus.Invalid) return this.admit(open, leg);
    if (event.status === OrderStatus.Canceled) {
      leg.isGone = true;
      held.order.status = OrderStatus.Canceled;
    } else {
      leg.early = event;
    }
    return undefined;
  }

  admit(open: OpenBracket, leg: BracketLeg): OrderEntry | undefined {
    const entry = this.#book.admit(leg.id);
    if (entry === undefined) return undefined;
    open.isPlaced = true;
    leg.isWatched = true;
    open.bracket ??= this.#bracketOf(open);
    showChildren(open, open.bracket);
    return entry;
  }

  #bracketOf({ entryId }: OpenBracket): Bracket | null {
    const ticket = this.#book.get(entryId)?.ticket;
    return ticket === undefined ? null : new Bracket(ticket);
  }
}

/** Shows those of the children that are orders of the run in the bracket that the strategy has. */
export function showChildren({ stop, target }: OpenBracket, bracket: Bracket | null): void {
  const shown = (leg: BracketLeg | null): OrderTicket | null => (leg?.isWatched === true ? leg.ticket : null);
  bracket?.setChildren(shown(stop), shown(target));
}
