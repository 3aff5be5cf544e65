import { createHash } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID_TIME_LENGTH = 10;
const ULID_LENGTH = 26;

/** Ids as Alpaca's look, the same for the same seed: UUIDs for things, ULIDs for events. */
export class WireIds {
  readonly #seed: number;
  #clientOrderIds = 0;
  #requests = 0;
  #events = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Of an order by its client order id, of which there is only one: whichever comes first. */
  orderId(clientOrderId: string): string {
    return this.uuid('order', clientOrderId);
  }

  /** For orders that came without one. */
  nextClientOrderId(): string {
    return this.uuid('client-order', String(++this.#clientOrderIds));
  }

  nextRequestId(): string {
    return this.uuid('request', String(++this.#requests)).replaceAll('-', '');
  }

  /** Grows with every call. @param utcMs epoch ms */
  nextEventId(utcMs: number): string {
    this.#events += 1;
    return base32(utcMs, ULID_TIME_LENGTH) + base32(this.#events, ULID_LENGTH - ULID_TIME_LENGTH);
  }

  /** The id of something that has a name of its own: the same whenever it is asked for. */
  uuid(kind: string, name: string): string {
    const hex = createHash('sha1').update(`${this.#seed}/${kind}/${name}`).digest('hex');
    const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}

function base32(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / CROCKFORD.length)) {
    text = CROCKFORD.charAt(rest % CROCKFORD.length) + text;
  }
  return text;
}
