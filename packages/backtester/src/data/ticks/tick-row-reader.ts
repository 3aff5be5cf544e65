import { DataError, Decimal } from '@lockstep/core';
import { POWERS_OF_TEN } from '../bars/powers-of-ten.ts';

const ZERO = 48;
const POINT = 46;
const COMMA = 44;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const MAX_DECIMALS = 22;
const MAX_HEXADECIMAL_DIGITS = 8;
/** Every character of a byte. */
const CHARACTERS: readonly string[] = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));

/** Reads the fields of a tick file one after the other. */
export class TickRowReader {
  /** Digits after the point of the number read last. */
  decimals = 0;
  readonly #bytes: Uint8Array;
  readonly #file: string;
  #at = 0;
  #line = 1;
  #column = 1;

  constructor(bytes: Uint8Array, file: string) {
    this.#bytes = bytes;
    this.#file = file;
  }

  /** Skips blank lines; false at the end of the file. */
  startRow(): boolean {
    const bytes = this.#bytes;
    while (this.#at < bytes.length && (bytes[this.#at] === LINE_FEED || bytes[this.#at] === CARRIAGE_RETURN)) {
      if (bytes[this.#at] === LINE_FEED) this.#line += 1;
      this.#at += 1;
    }
    this.#column = 1;
    return this.#at < bytes.length;
  }

  /** The row has another field. */
  get hasMore(): boolean {
    const byte = this.#bytes[this.#at];
    return byte !== undefined && byte !== LINE_FEED && byte !== CARRIAGE_RETURN;
  }

  /** A number that is not negative. @throws DataError `DATA_ROW_INVALID` */
  number(name: string): number {
    const bytes = this.#bytes;
    const start = this.#at;
    let mantissa = 0;
    let point = -1;
    let at = start;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      if (byte === POINT && point < 0) {
        point = at;
        continue;
      }
      const digit = byte - ZERO;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
    }
    const digits = at - start - (point < 0 ? 0 : 1);
    this.decimals = point < 0 ? 0 : at - point - 1;
    if (digits === 0 || !this.#isFieldEnd(at)) throw this.#invalid(start, `expected ${name}, a number`);
    this.#at = at;
    this.#endField();
    if (mantissa <= MAX_SAFE && this.decimals <= MAX_DECIMALS) return mantissa / POWERS_OF_TEN[this.decimals]!;
    return this.#longNumber(start, at);
  }

  /** A number in hexadecimal digits; zero for an empty field. @throws DataError `DATA_ROW_INVALID` */
  hexadecimal(name: string): number {
    const bytes = this.#bytes;
    const start = this.#at;
    let value = 0;
    let at = start;
    for (; at < bytes.length; at += 1) {
      const digit = hexadecimalDigit(bytes[at]!);
      if (digit < 0) break;
      value = value * 16 + digit;
    }
    if (at - start > MAX_HEXADECIMAL_DIGITS || !this.#isFieldEnd(at))
      throw this.#invalid(start, `expected ${name}, up to eight hexadecimal digits`);
    this.#at = at;
    this.#endField();
    return value;
  }

  text(): string {
    const start = this.#at;
    while (!this.#isFieldEnd(this.#at)) this.#at += 1;
    const length = this.#at - start;
    // Nearly every text is a letter or a digit, and a string is not to be made for each of them.
    const text = length === 1 ? CHARACTERS[this.#bytes[start]!]! : length === 0 ? '' : this.#slice(start, this.#at);
    this.#endField();
    return text;
  }

  /** Leaves out what the row still has. */
  endRow(): void {
    while (this.hasMore) this.#at += 1;
  }

  /** Keeps the digits that a double can hold. */
  #longNumber(start: number, end: number): number {
    const number = Decimal.fromNumber(Number(this.#slice(start, end)));
    this.decimals = number.scale;
    return number.toNumber();
  }

  #isFieldEnd(at: number): boolean {
    const byte = this.#bytes[at];
    return byte === undefined || byte === COMMA || byte === LINE_FEED || byte === CARRIAGE_RETURN;
  }

  #endField(): void {
    this.#column += 1;
    if (this.#bytes[this.#at] === COMMA) this.#at += 1;
  }

  #invalid(start: number, expected: string): DataError {
    let end = start;
    while (!this.#isFieldEnd(end)) end += 1;
    const place = { file: this.#file, line: this.#line, column: this.#column };
    return new DataError('DATA_ROW_INVALID', `Received "${this.#slice(start, end)}", ${expected}`, place);
  }

  #slice(start: number, end: number): string {
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, end - start).toString('latin1');
  }
}

/** What a digit in hexadecimal stands for; -1 when it is none. */
function hexadecimalDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
