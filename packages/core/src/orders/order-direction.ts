/** Side of an order; LEAN's numbers. */
export const OrderDirection = { Buy: 0, Sell: 1, Hold: 2 } as const;
export type OrderDirection = (typeof OrderDirection)[keyof typeof OrderDirection];
