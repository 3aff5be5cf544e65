import type { BrokerageCapabilities } from '../../brokerage/brokerage.ts';
import { OrderType } from '../../orders/order-type.ts';
import type { OrderBook } from '../order-book.ts';
import type { BracketLeg, OpenBracket } from './open-bracket.ts';

/** Finds what there is of the children of a bracket of an earlier run: orders of this one, or such that wait at the broker. */
export function findLegs(
  open: OpenBracket,
  legs: readonly BracketLeg[],
  book: OrderBook,
  { nativeBrackets }: BrokerageCapabilities,
): void {
  for (const leg of legs) {
    leg.ticket = (book.get(leg.id) ?? book.heldOf(leg.id))?.ticket ?? null;
    leg.isWatched = book.get(leg.id) !== undefined;
  }
  const areWaiting = legs.some(({ ticket, isWatched }) => ticket !== null && !isWatched);
  const areThere = legs.every(({ ticket }) => ticket !== null);
  open.isNative = (areThere || areWaiting) && nativeBrackets !== false;
  for (const leg of legs) leg.isGone = areWaiting && leg.ticket === null;
  open.isPlaced = legs.some(({ isWatched }) => isWatched);
}

/** Orders of the bracket that are open beside its children: what is to close the position, or a child that was replaced. */
export function findOthers(open: OpenBracket, legs: readonly BracketLeg[], book: OrderBook): void {
  for (const { id, bracketId, type, quantity, quantityFilled } of book.openOrders()) {
    const ticket = bracketId === open.entryId && legs.every((leg) => leg.id !== id) ? book.get(id)?.ticket : undefined;
    if (ticket === undefined) continue;
    if (type === OrderType.Market) open.closings.push(ticket);
    open.exited = open.exited.plus(type === OrderType.Market ? quantity : quantityFilled);
  }
}
