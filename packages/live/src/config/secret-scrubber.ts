import type { Secret } from './secret.ts';

const MASK = '***';
/** Shorter texts would blank out words that are no secrets. */
const SHORTEST = 4;
/** Objects inside of objects are looked at this deep. */
const DEEPEST = 8;

/**
 * Takes secrets out of whatever is about to be shown: logs, alerts, errors, the audit. It knows each secret as it is, and
 * as URLs, JSON and base64 spell it.
 */
export class SecretScrubber {
  #spellings: readonly string[];

  constructor(secrets: Iterable<Secret> = []) {
    this.#spellings = [];
    for (const secret of secrets) this.add(secret);
  }

  /** Learns a secret. */
  add(secret: Secret): void {
    const text = secret.reveal();
    if (text.length < SHORTEST) return;
    const spellings = new Set([...this.#spellings, ...spellingsOf(text)]);
    // Longest first, so that no part of a secret stays.
    this.#spellings = [...spellings].sort((a, b) => b.length - a.length);
  }

  /** The text with every secret in it masked. */
  text(text: string): string {
    let scrubbed = text;
    for (const spelling of this.#spellings) {
      if (scrubbed.includes(spelling)) scrubbed = scrubbed.replaceAll(spelling, MASK);
    }
    return scrubbed;
  }

  /** A copy of a value with every text in it scrubbed, names of properties included; errors become plain objects. */
  value(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') return this.text(value);
    if (value === null || typeof value !== 'object') return value;
    if (depth > DEEPEST) return '…';
    if (value instanceof Error) return this.#error(value, depth);
    if (Array.isArray(value)) return value.map((item) => this.value(item, depth + 1));
    if ('toJSON' in value && typeof value.toJSON === 'function')
      return this.value(value.toJSON() as unknown, depth + 1);
    if (value instanceof Map) return this.value(Object.fromEntries(value), depth + 1);
    if (value instanceof Set) return this.value([...value], depth + 1);
    const entries = Object.entries(value).map(([key, inner]) => [this.text(key), this.value(inner, depth + 1)]);
    return Object.fromEntries(entries);
  }

  #error(error: Error, depth: number): unknown {
    const { name, message, stack, cause } = error;
    const own = this.value(Object.fromEntries(Object.entries(error)), depth + 1) as object;
    return {
      ...own,
      name,
      message: this.text(message),
      ...(stack === undefined ? {} : { stack: this.text(stack) }),
      ...(cause === undefined ? {} : { cause: this.value(cause, depth + 1) }),
    };
  }
}

function spellingsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  return [
    text,
    encodeURIComponent(text),
    new URLSearchParams({ x: text }).toString().slice(2),
    JSON.stringify(text).slice(1, -1),
    ...base64Spellings(bytes),
    bytes.toString('hex'),
  ];
}

/** Inside of a longer text (`user:password`) base64 depends on where the secret begins; its ends mix with neighbours. */
function base64Spellings(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const start = Math.ceil((offset * 4) / 3);
    const whole = Math.floor(((offset + bytes.length) * 4) / 3);
    const inner = encoded.slice(start, whole);
    const url = inner.replaceAll('+', '-').replaceAll('/', '_');
    return inner.length >= SHORTEST * 2 ? [inner, url] : [];
  });
}
