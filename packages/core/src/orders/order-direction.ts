import type { Decimal } from '../numeric/decimal.ts';

/** Side of an order; LEAN's numbers. */
export const OrderDirection = { Buy: 0, Sell: 1, Hold: 2 } as const;
export type OrderDirection = (typeof OrderDirection)[keyof typeof OrderDirection];

/** Side of a signed quantity; `Hold` for zero. */
export function directionOf(quantity: Decimal): OrderDirection {
  const sign = quantity.sign();
  return sign > 0 ? OrderDirection.Buy : sign < 0 ? OrderDirection.Sell : OrderDirection.Hold;
}
