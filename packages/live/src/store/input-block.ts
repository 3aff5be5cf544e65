import { crc32 } from 'node:zlib';

/** Bytes `LKIN`. */
const MAGIC = 0x4c_4b_49_4e;
/** Mark, checksum of what follows it, bytes of lines, lines, number of the first line. */
export const BLOCK_HEADER = 24;
const LENGTH_AT = 8;
const COUNT_AT = 12;
const NUMBER_AT = 16;
/** Begins a line of JSON; a line of numbers begins with its kind. */
const JSON_LINE = 0;
const JSON_PREFIX = 5;
const BYTES_PER_UNIT = 3;

/** A line of numbers alone; what they mean is known to those who write and read them. */
export class NumberLine {
  /** From 1 to 255. */
  readonly kind: number;
  readonly values: readonly number[];

  constructor(kind: number, values: readonly number[]) {
    this.kind = kind;
    this.values = values;
  }
}

/** Lines that are handed to the system together, under one checksum: JSON, or numbers, which cost next to nothing. */
export class InputBlock {
  /** Bytes for lines. */
  readonly capacity: number;
  readonly #buffer: Buffer;
  readonly #view: DataView;
  #end = BLOCK_HEADER;
  #count = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#buffer = Buffer.allocUnsafeSlow(BLOCK_HEADER + capacity);
    this.#view = new DataView(this.#buffer.buffer, this.#buffer.byteOffset, this.#buffer.length);
  }

  /** Bytes that a line of JSON takes at most. */
  static bytesOf(json: string): number {
    return JSON_PREFIX + BYTES_PER_UNIT * json.length;
  }

  /** Lines so far. */
  get count(): number {
    return this.#count;
  }

  /** Bytes so far. */
  get length(): number {
    return this.#end;
  }

  /** Whether so many bytes still find room. */
  hasRoom(bytes: number): boolean {
    return this.#end + bytes <= this.#buffer.length;
  }

  addJson(json: string): void {
    const length = this.#buffer.write(json, this.#end + JSON_PREFIX);
    this.#buffer[this.#end] = JSON_LINE;
    this.#view.setUint32(this.#end + 1, length);
    this.#end += JSON_PREFIX + length;
    this.#count += 1;
  }

  /** @param count of the values, how many belong to the line */
  addNumbers(kind: number, values: ArrayLike<number>, count: number): void {
    const view = this.#view;
    let at = this.#end;
    view.setUint8(at, kind);
    view.setUint8(at + 1, count);
    at += 2;
    for (let index = 0; index < count; index += 1, at += 8) view.setFloat64(at, values[index] as number);
    this.#end = at;
    this.#count += 1;
  }

  /** The finished block, by itself; this one begins anew. @param firstNumber number of its first line */
  take(firstNumber: number): Buffer {
    const view = this.#view;
    view.setUint32(0, MAGIC);
    view.setUint32(LENGTH_AT, this.#end - BLOCK_HEADER);
    view.setUint32(COUNT_AT, this.#count);
    view.setFloat64(NUMBER_AT, firstNumber);
    view.setUint32(4, crc32(this.#buffer.subarray(LENGTH_AT, this.#end)));
    const taken = Buffer.from(this.#buffer.subarray(0, this.#end));
    this.#end = BLOCK_HEADER;
    this.#count = 0;
    return taken;
  }
}

/** What the header of a block says. */
export interface BlockHeader {
  readonly isBlock: boolean;
  /** Of header and lines together. */
  readonly bytes: number;
  readonly firstNumber: number;
}

export function readBlockHeader(header: Buffer): BlockHeader {
  return {
    isBlock: header.readUInt32BE(0) === MAGIC,
    bytes: BLOCK_HEADER + header.readUInt32BE(LENGTH_AT),
    firstNumber: header.readDoubleBE(NUMBER_AT),
  };
}

/** Whether a block is what was written. */
export function isIntact(block: Buffer): boolean {
  return crc32(block.subarray(LENGTH_AT)) === block.readUInt32BE(4);
}

/** The lines of a block: values that came as JSON, and `NumberLine`s. */
export function* linesOf(block: Buffer): Generator<unknown> {
  for (let at = BLOCK_HEADER; at < block.length; ) {
    const kind = block.readUInt8(at);
    if (kind === JSON_LINE) {
      const end = at + JSON_PREFIX + block.readUInt32BE(at + 1);
      yield JSON.parse(block.toString('utf8', at + JSON_PREFIX, end)) as unknown;
      at = end;
    } else {
      const count = block.readUInt8(at + 1);
      const from = at + 2;
      yield new NumberLine(
        kind,
        Array.from({ length: count }, (_, index) => block.readDoubleBE(from + 8 * index)),
      );
      at = from + 8 * count;
    }
  }
}
