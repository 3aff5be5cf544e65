import type { Order } from '../../../orders/order.ts';

/** Whether an order buys. */
export function isBuy(order: Order): boolean {
  return order.quantity.sign() > 0;
}
