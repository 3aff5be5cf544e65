import type { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { Security } from '../securities/security.ts';
import type { OrderBook } from './order-book.ts';

/** The order that is looked at (id 0: not in the book yet) and the bracket it is part of. */
export type OrderIdentity = Pick<Order, 'id' | 'bracketId'>;

/**
 * Why a sale would exceed what may be sold short, or null. Open orders and the position count; the order itself and its
 * sibling in a bracket, of which only one fills, do not.
 */
export function shortableRefusal(
  book: OrderBook,
  security: Security,
  quantity: Decimal,
  { id, bracketId }: OrderIdentity,
): string | null {
  const shortable = security.shortableProvider.shortableQuantity(security, security.localTimeMs);
  if (shortable === null) return null;
  let committed = security.holdings.exactQuantity;
  for (const order of book.openOrders(security.symbol)) {
    const isSibling = bracketId !== 0 && order.bracketId === bracketId;
    if (order.id !== id && !isSibling) committed = committed.plus(order.quantity.minus(order.quantityFilled));
  }
  const floor = shortable.negated();
  const fits = committed.gt(floor) && committed.minus(quantity.abs()).gte(floor);
  if (fits) return null;
  const { value, id: identifier } = security.symbol;
  const name = security.isAddedByName ? value : identifier;
  return `Order exceeds shortable quantity ${shortable} for Symbol ${name} requested ${quantity})`;
}
