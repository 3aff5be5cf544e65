import { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import { OrderType } from '../../../orders/order-type.ts';
import type { Security } from '../../security.ts';

/**
 * Value of an order in account currency, negative for sales. Priced orders count at their limit (stop orders: stop)
 * price or the market's, whichever is lower for purchases and higher for sales; the others at the market's.
 */
export function orderValue(order: Order, security: Security): Decimal {
  return valueInQuoteCurrency(order, security)
    .times(security.quoteCurrency.exactConversionRate)
    .times(security.symbolProperties.contractMultiplier);
}

/** `orderValue` in float64. */
export function estimateOrderValue(order: Order, security: Security): number {
  const quantity = order.quantity.toNumber();
  const own = ownPrice(order);
  let price = security.price;
  if (own !== null) price = quantity < 0 ? Math.max(own.toNumber(), price) : Math.min(own.toNumber(), price);
  return quantity * price * security.quoteCurrency.conversionRate * security.contractMultiplierNumber;
}

function valueInQuoteCurrency(order: Order, security: Security): Decimal {
  const quantity = order.quantity;
  const market = security.exactPrice;
  const own = ownPrice(order);
  if (own === null) return quantity.times(market);
  const sign = quantity.sign();
  if (sign === 0) return Decimal.ZERO;
  if (sign < 0) return quantity.times(own.gte(market) ? own : market);
  return quantity.times(own.lt(market) ? own : market);
}

/** The price that an order itself names, null for market orders. */
function ownPrice(order: Order): Decimal | null {
  switch (order.type) {
    case OrderType.Limit:
    case OrderType.StopLimit:
    case OrderType.LimitIfTouched:
      return order.limitPrice;
    case OrderType.StopMarket:
    case OrderType.TrailingStop:
      return order.stopPrice;
    default:
      return null;
  }
}
