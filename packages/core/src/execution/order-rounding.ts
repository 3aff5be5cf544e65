import type { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import { OrderType } from '../orders/order-type.ts';
import { minimumPriceVariation, roundToPriceVariation } from '../securities/models/price-variation/price-variation.ts';
import type { Security } from '../securities/security.ts';

/** Hears of a price that was rounded, as text. */
export type RoundingListener = (change: string) => void;

/** Rounds the prices an order uses to the security's price step, half to even, and tells a listener of the changes. */
export function roundOrderPrices(order: Order, security: Security, listener: RoundingListener | null): void {
  switch (order.type) {
    case OrderType.Limit:
      order.limitPrice = rounded('limit price', order.limitPrice, security, listener);
      break;
    case OrderType.StopMarket:
      order.stopPrice = rounded('stop price', order.stopPrice, security, listener);
      break;
    case OrderType.StopLimit:
      order.limitPrice = rounded('limit price', order.limitPrice, security, listener);
      order.stopPrice = rounded('stop price', order.stopPrice, security, listener);
      break;
    case OrderType.TrailingStop:
      order.stopPrice = rounded('stop price', order.stopPrice, security, listener);
      if (!order.trailingAsPercentage) {
        order.trailingAmount = rounded('trailing amount', order.trailingAmount, security, listener);
      }
      break;
    case OrderType.LimitIfTouched:
      order.limitPrice = rounded('limit price', order.limitPrice, security, listener);
      order.triggerPrice = rounded('trigger price', order.triggerPrice, security, listener);
      break;
    default:
  }
}

function rounded(name: string, price: Decimal, security: Security, listener: RoundingListener | null): Decimal {
  const onGrid = roundToPriceVariation(price, minimumPriceVariation(security, price));
  if (listener !== null && !onGrid.equals(price)) listener(`${name} ${price} to ${onGrid}`);
  return onGrid;
}
