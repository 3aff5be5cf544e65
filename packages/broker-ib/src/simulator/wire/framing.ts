const HELLO = 'API\0';
const LENGTH_BYTES = 4;
/** Frames are shorter; what is longer is no client of this protocol. */
const LONGEST_FRAME = 0xff_ff_ff;

/** Fields as a frame: a length of four bytes, then each field in UTF-8 with a NUL behind it. */
export function frameOf(fields: readonly string[]): Buffer {
  const payload = `${fields.join('\0')}\0`;
  const length = Buffer.byteLength(payload);
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + length);
  frame.writeUInt32BE(length);
  frame.write(payload, LENGTH_BYTES);
  return frame;
}

/** What a client says first: the versions it speaks. */
export interface Hello {
  readonly lowest: number;
  readonly highest: number;
}

/** Puts frames together from whatever pieces they arrive in. */
export class FrameReader {
  #bytes: Buffer = Buffer.alloc(0);
  #isGreeted = false;
  #isForeign = false;

  /** Whoever speaks does not speak this protocol. */
  get isForeign(): boolean {
    return this.#isForeign;
  }

  /** Bytes of a frame that is not complete. */
  get pendingBytes(): number {
    return this.#bytes.length;
  }

  take(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
  }

  /** The greeting, once it is there; null before. */
  hello(): Hello | null {
    if (this.#isGreeted) return null;
    const start = this.#bytes.toString('latin1', 0, Math.min(HELLO.length, this.#bytes.length));
    if (!HELLO.startsWith(start)) {
      this.#isForeign = true;
      return null;
    }
    if (start.length < HELLO.length) return null;
    const text = this.#payloadAt(HELLO.length);
    if (text === null) return null;
    const [, lowest, highest] = /^v(\d+)(?:\.\.(\d+))?/.exec(text) ?? [];
    if (lowest === undefined) {
      this.#isForeign = true;
      return null;
    }
    this.#isGreeted = true;
    return { lowest: Number(lowest), highest: Number(highest ?? lowest) };
  }

  /** The fields of the next frame; null while it is not complete. */
  next(): readonly string[] | null {
    if (!this.#isGreeted) return null;
    const text = this.#payloadAt(0);
    if (text === null) return null;
    const fields = text.split('\0');
    // The last field has a NUL behind it as well.
    if (fields.at(-1) === '') fields.pop();
    return fields;
  }

  #payloadAt(offset: number): string | null {
    const start = offset + LENGTH_BYTES;
    if (this.#bytes.length < start) return null;
    const length = this.#bytes.readUInt32BE(offset);
    if (length > LONGEST_FRAME) {
      this.#isForeign = true;
      return null;
    }
    if (this.#bytes.length < start + length) return null;
    const text = this.#bytes.toString('utf8', start, start + length);
    this.#bytes = this.#bytes.subarray(start + length);
    return text;
  }
}
