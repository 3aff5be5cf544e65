import type { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import { OrderType } from '../orders/order-type.ts';
import { minimumPriceVariation, roundToPriceVariation } from '../securities/models/price-variation/price-variation.ts';
import type { Security } from '../securities/security.ts';

/** Rounds a quantity toward zero to whole lots; a quantity that is whole keeps its scale. */
export function roundToLot(quantity: Decimal, security: Security): Decimal {
  const rest = quantity.remainder(security.symbolProperties.lotSize);
  return rest.isZero() ? quantity : quantity.minus(rest);
}

/** Rounds the prices an order uses to the security's price step, half to even. Returns the first change as text, or ''. */
export function roundOrderPrices(order: Order, security: Security): string {
  const changes: string[] = [];
  const round = (name: string, price: Decimal): Decimal => {
    const rounded = roundToPriceVariation(price, minimumPriceVariation(security, price));
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
