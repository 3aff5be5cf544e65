import type { Order } from '../../orders/order.ts';
import type { Securities } from '../../securities/securities.ts';
import type { OrderBook } from '../order-book.ts';
import { BracketHandover } from './bracket-handover.ts';
import type { BracketLeg, OpenBracket } from './open-bracket.ts';

/** A bracket as a later run has to know it. */
export interface BracketParts {
  /** Open or closed. */
  readonly entry: Order;
  /** Those that are there, open or closed, or wait at the broker. */
  readonly children: readonly Order[];
  /** Those that have to be placed when the entry fills. */
  readonly expected: readonly Order[];
}

/** The parts of a bracket; none of one whose entry never became an order. */
export function bracketParts(
  open: OpenBracket,
  options: {
    readonly book: OrderBook;
    readonly securities: Securities;
    readonly clientOrderId: (orderId: number) => string;
  },
): BracketParts[] {
  const { book, securities, clientOrderId } = options;
  const entry = book.order(open.entryId);
  if (entry === undefined) return [];
  const legs = [open.stop, open.target].filter((leg) => leg !== null);
  const orderOf = ({ id }: BracketLeg): Order | undefined => book.order(id) ?? book.heldOf(id)?.order;
  const expected = new BracketHandover(entry, open, securities, clientOrderId).children.map(({ order }) => order);
  return [
    {
      entry,
      children: legs.map(orderOf).filter((order) => order !== undefined),
      expected: expected.filter(({ id }) => legs.some((leg) => leg.id === id && orderOf(leg) === undefined)),
    },
  ];
}
