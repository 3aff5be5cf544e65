import type { Order } from '@lockstep/core';
import { wirePricesOf } from '../../brokerage/orders/order-terms.ts';

/** Prices of an order in the fields of the terminal; zero where there is none. */
export function pricesOfTerms(order: Order): { readonly price_open: number; readonly price_stoplimit: number } {
  const { price, stopLimit } = wirePricesOf(order);
  return { price_open: price?.toNumber() ?? 0, price_stoplimit: stopLimit?.toNumber() ?? 0 };
}
