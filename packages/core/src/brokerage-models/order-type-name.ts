import type { Order } from '../orders/order.ts';
import { OrderType } from '../orders/order-type.ts';

const NAMES: ReadonlyMap<OrderType, string> = new Map(
  Object.entries(OrderType).map(([name, type]): [OrderType, string] => [type, name]),
);

/** LEAN's name of an order type, for example `StopMarket`. */
export function orderTypeName(type: OrderType): string {
  return NAMES.get(type) ?? String(type);
}

/** Names of order types for messages. */
export function orderTypeNames(types: ReadonlySet<OrderType>): string {
  return [...types].map(orderTypeName).join(', ');
}

/** Whether an order rests until the market reaches a stop price. */
export function hasStopPrice(order: Order): boolean {
  return (
    order.type === OrderType.StopMarket || order.type === OrderType.StopLimit || order.type === OrderType.TrailingStop
  );
}

/** Whether an order names a limit price. */
export function hasLimitPrice(order: Order): boolean {
  return (
    order.type === OrderType.Limit || order.type === OrderType.StopLimit || order.type === OrderType.LimitIfTouched
  );
}
