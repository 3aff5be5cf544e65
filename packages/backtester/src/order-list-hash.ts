import { createHash } from 'node:crypto';
import { type Order, OrderTextWriter } from '@lockstep/core';

/** Texts are gathered to about this many characters before they are hashed: each call of the hash costs. */
const CHUNK_LENGTH = 65_536;

/** LEAN's `OrderListHash`: the MD5 of all orders as text. They are added by ascending id. */
export class OrderListHash {
  readonly #writer = new OrderTextWriter();
  readonly #hash = createHash('md5');
  #chunk = '';
  #separator = '';

  add(order: Order): void {
    this.#chunk += this.#separator + this.#writer.text(order);
    this.#separator = ',';
    if (this.#chunk.length < CHUNK_LENGTH) return;
    this.#hash.update(this.#chunk);
    this.#chunk = '';
  }

  digest(): string {
    return this.#hash.update(this.#chunk).digest('hex');
  }
}
