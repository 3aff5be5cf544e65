import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import { OrderType } from '../orders/order-type.ts';
import type { Security } from '../securities/security.ts';

/** Smallest price step of a security at a price; zero: prices are not rounded. */
export type PriceIncrement = (security: Security, price: Decimal) => Decimal;

/** Rounds a quantity toward zero to whole lots; a quantity that is whole keeps its scale. */
export function roundToLot(quantity: Decimal, security: Security): Decimal {
  const rest = quantity.remainder(security.symbolProperties.lotSize);
  return rest.isZero() ? quantity : quantity.minus(rest);
}

/** Rounds the prices an order uses to the security's price step, half to even. Returns the first change as text, or ''. */
export function roundOrderPrices(order: Order, security: Security, increment: PriceIncrement): string {
  const changes: string[] = [];
  const round = (name: string, price: Decimal): Decimal => {
    const step = increment(security, price);
    if (step.isZero()) return price;
    const rounded = price.dividedBy(step).round(0).times(step);
    if (!rounded.equals(price)) changes.push(`${name} ${price} to ${rounded}`);
    return rounded;
  };
  switch (order.type) {
    case OrderType.Limit:
      order.limitPrice = round('limit price', order.limitPrice);
      break;
    case OrderType.StopMarket:
      order.stopPrice = round('stop price', order.stopPrice);
      break;
    case OrderType.StopLimit:
      order.limitPrice = round('limit price', order.limitPrice);
      order.stopPrice = round('stop price', order.stopPrice);
      break;
    case OrderType.TrailingStop:
      order.stopPrice = round('stop price', order.stopPrice);
      if (!order.trailingAsPercentage) order.trailingAmount = round('trailing amount', order.trailingAmount);
      break;
    case OrderType.LimitIfTouched:
      order.limitPrice = round('limit price', order.limitPrice);
      order.triggerPrice = round('trigger price', order.triggerPrice);
      break;
    default:
  }
  return changes[0] ?? '';
}
