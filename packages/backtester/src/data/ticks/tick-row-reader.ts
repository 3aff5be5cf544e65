import { DataError, Decimal } from '@lockstep/core';
import { POWERS_OF_TEN } from '../bars/powers-of-ten.ts';

const ZERO = 48;
const POINT = 46;
const COMMA = 44;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const MAX_DECIMALS = 22;

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
    const start = this.#at;
    const column = this.#column;
    const text = this.text();
    if (text === '') return 0;
    if (!/^[0-9a-f]{1,8}$/i.test(text)) {
      this.#column = column;
      throw this.#invalid(start, `expected ${name}, up to eight hexadecimal digits`);
    }
    return Number.parseInt(text, 16);
  }

  text(): string {
    const start = this.#at;
    while (!this.#isFieldEnd(this.#at)) this.#at += 1;
    const text = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, this.#at - start).toString('latin1');
    this.#endField();
    return text;
  }

  /** Leaves out what the row still has. */
  endRow(): void {
    while (this.hasMore) this.#at += 1;
  }

  /** Keeps the digits that a double can hold. */
  #longNumber(start: number, end: number): number {
    const text = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, end - start).toString('latin1');
    const number = Decimal.fromNumber(Number(text));
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
    const received = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, end - start).toString('latin1');
    const place = { file: this.#file, line: this.#line, column: this.#column };
    return new DataError('DATA_ROW_INVALID', `Received "${received}", ${expected}`, place);
  }
}
