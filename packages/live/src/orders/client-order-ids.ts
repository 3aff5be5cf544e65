import { createHash } from 'node:crypto';

/** Letters and digits of the part that all ids of a deployment share. */
const PREFIX_LENGTH = 10;

/**
 * Ids under which brokers know the orders of a deployment: letters and digits only, a shared beginning and the number of the
 * order, as in `Lk3v9q2x8a17`. They can be made again from the journal, so an order that was sent can always be asked for.
 */
export class ClientOrderIds {
  readonly #prefix: string;

  /**
   * @param deployment its name
   * @param bornMs when its first session began, epoch ms UTC: a store that begins anew does not use old ids again
   */
  constructor(deployment: string, bornMs: number) {
    const hash = createHash('sha256').update(`${deployment}\n${bornMs}`).digest();
    const text = hash.readBigUInt64BE(0).toString(36).padStart(PREFIX_LENGTH, '0');
    this.#prefix = `L${text.slice(-(PREFIX_LENGTH - 1))}`;
  }

  /** The id of an order. */
  of(orderId: number): string {
    return `${this.#prefix}${orderId}`;
  }

  /** The order behind an id; null when it is none of this deployment. */
  orderOf(clientOrderId: string | null): number | null {
    if (clientOrderId === null || !clientOrderId.startsWith(this.#prefix)) return null;
    const number = clientOrderId.slice(PREFIX_LENGTH);
    return /^[1-9]\d*$/.test(number) ? Number(number) : null;
  }
}
