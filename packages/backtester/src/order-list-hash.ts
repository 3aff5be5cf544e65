import { createHash } from 'node:crypto';
import { type Order, orderTexts } from '@lockstep/core';

/** Texts are gathered to about this many characters before they are hashed: each call of the hash costs. */
const CHUNK_LENGTH = 65_536;

/** LEAN's `OrderListHash`: the MD5 of all orders as text. */
export function orderListHash(orders: readonly Order[]): string {
  const hash = createHash('md5');
  let chunk = '';
  let separator = '';
  for (const text of orderTexts(orders)) {
    chunk += separator + text;
    separator = ',';
    if (chunk.length < CHUNK_LENGTH) continue;
    hash.update(chunk);
    chunk = '';
  }
  return hash.update(chunk).digest('hex');
}
