import type { Decimal } from '../numeric/decimal.ts';
import type { Security } from '../securities/security.ts';
import type { OrderBook } from './order-book.ts';

/**
 * Why a sale would exceed what may be sold short, or null. Open orders and the position count; the order that is being
 * updated (`updatedOrderId`, 0 for none) does not.
 */
export function shortableRefusal(
  book: OrderBook,
  security: Security,
  quantity: Decimal,
  updatedOrderId: number,
): string | null {
  const shortable = security.shortableProvider.shortableQuantity(security, security.localTimeMs);
  if (shortable === null) return null;
  let committed = security.holdings.exactQuantity;
  for (const ticket of book.openTickets(security.symbol)) {
    if (ticket.orderId !== updatedOrderId) committed = committed.plus(ticket.exactQuantityRemaining);
  }
  const floor = shortable.negated();
  const fits = committed.gt(floor) && committed.minus(quantity.abs()).gte(floor);
  if (fits) return null;
  return `Order exceeds shortable quantity ${shortable} for Symbol ${security.symbol.value} requested ${quantity})`;
}
