import { createHash } from 'node:crypto';
import { type Order, orderTexts } from '@lockstep/core';

/** LEAN's `OrderListHash`: the MD5 of all orders as text. */
export function orderListHash(orders: readonly Order[]): string {
  const hash = createHash('md5');
  let separator = '';
  for (const text of orderTexts(orders)) {
    hash.update(separator + text);
    separator = ',';
  }
  return hash.digest('hex');
}
