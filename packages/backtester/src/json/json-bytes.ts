const NULL = Buffer.from('null');
const QUOTE = 34;
const BACKSLASH = 92;
const FIRST_PLAIN = 32;
const LAST_PLAIN = 126;
/** A character takes at most this many bytes as JSON: `\u001f`. */
const MOST_BYTES = 6;

/** JSON as bytes of UTF-8, written value by value into one block of memory that grows. */
export class JsonBytes {
  #bytes: Buffer;
  #length = 0;

  /** @param capacity bytes at first */
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** What was written so far, without a copy. */
  get written(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Appends bytes that are JSON already. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    const target = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < bytes.length; i++) target[at++] = bytes[i]!;
    this.#length = at;
  }

  /** Appends what was written before from one place to another. */
  repeat(from: number, to: number): void {
    this.#reserve(to - from);
    const target = this.#bytes;
    let at = this.#length;
    for (let i = from; i < to; i++) target[at++] = target[i]!;
    this.#length = at;
  }

  /** Appends a value as `JSON.stringify` writes it. */
  value(value: unknown): void {
    if (typeof value === 'string') this.#string(value);
    else if (value === null) this.raw(NULL);
    else if (typeof value === 'number' && Number.isSafeInteger(value)) this.#ascii(String(value));
    else if (Array.isArray(value) && value.every(isSimple)) this.#list(value);
    else this.#utf8(JSON.stringify(value));
  }

  /** Plain text is copied as it is checked; the first character that JSON or UTF-8 writes otherwise ends that. */
  #string(text: string): void {
    const { length } = text;
    this.#reserve(length * MOST_BYTES + 2);
    const target = this.#bytes;
    let at = this.#length;
    target[at++] = QUOTE;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code < FIRST_PLAIN || code > LAST_PLAIN || code === QUOTE || code === BACKSLASH) {
        this.#utf8(JSON.stringify(text));
        return;
      }
      target[at++] = code;
    }
    target[at++] = QUOTE;
    this.#length = at;
  }

  #list(values: readonly unknown[]): void {
    this.#ascii('[');
    for (let i = 0; i < values.length; i++) {
      if (i > 0) this.#ascii(',');
      this.value(values[i]);
    }
    this.#ascii(']');
  }

  #ascii(text: string): void {
    const { length } = text;
    this.#reserve(length);
    const target = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < length; i++) target[at++] = text.charCodeAt(i);
    this.#length = at;
  }

  #utf8(text: string): void {
    this.#reserve(text.length * MOST_BYTES);
    this.#length += this.#bytes.write(text, this.#length);
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

function isSimple(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
