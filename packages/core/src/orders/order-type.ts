/** Order types; LEAN's numbers. */
export const OrderType = {
  Market: 0,
  Limit: 1,
  StopMarket: 2,
  StopLimit: 3,
  MarketOnOpen: 4,
  MarketOnClose: 5,
  LimitIfTouched: 7,
  TrailingStop: 11,
} as const;
export type OrderType = (typeof OrderType)[keyof typeof OrderType];
