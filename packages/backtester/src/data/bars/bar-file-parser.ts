import { DataError, MS_PER_DAY } from '@lockstep/core';
import type { BarColumnsBuilder } from './bar-columns.ts';
import { type BarFileLayout, midnightOf } from './bar-file-layout.ts';
import { type BarRow, parseRowText } from './bar-row-parser.ts';
import { POWERS_OF_TEN } from './powers-of-ten.ts';

const ZERO = 48;
/** The point, counted from the digit zero. */
const POINT = -2;
const COMMA = 44;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const MAX_SAFE = Number.MAX_SAFE_INTEGER;
/** Powers of ten are exact in a double up to this one. */
const MAX_DECIMALS = 22;
const DATED_LENGTH = 14;
/** A row has at least a digit and a comma per column. */
const MIN_ROW_LENGTH = 12;

/**
 * Appends the rows of a bar file to columns. Rows that are not plain digits are read again by the slower, exact
 * `parseRowText`, which accepts what LEAN accepts and names what is wrong.
 *
 * @param file named in errors
 * @throws DataError `DATA_ROW_INVALID`; the columns then hold part of the file
 */
export function parseBarFile(bytes: Uint8Array, builder: BarColumnsBuilder, layout: BarFileLayout, file: string): void {
  builder.reserve(Math.ceil(bytes.length / MIN_ROW_LENGTH) + 1);
  const { shape, time, values } = builder;
  let previousTime = Number.NEGATIVE_INFINITY;
  let line = 0;
  for (let position = 0; position < bytes.length; ) {
    line++;
    const row = builder.length;
    const next = readPlainRow(bytes, position, builder, layout);
    if (next >= 0) {
      position = next;
    } else {
      const stop = lineEnd(bytes, position);
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + position, stop - position).toString('latin1');
      position = stop + 1;
      const parsed = parseRowText(text, shape, layout, { file, line });
      if (parsed === null) continue;
      writeRow(builder, parsed);
    }
    if (time[row]! < previousTime) {
      const message = 'Time goes backwards: the row is earlier than the one before it';
      throw new DataError('DATA_ROW_INVALID', message, { file, line, column: 1 });
    }
    for (let high = 1; high < values.length; high += 5) {
      if (values[high]![row]! >= values[high + 1]![row]!) continue;
      const message = `High ${values[high]![row]} is below low ${values[high + 1]![row]}`;
      throw new DataError('DATA_ROW_INVALID', message, { file, line, column: high + 2 });
    }
    previousTime = time[row]!;
    builder.length = row + 1;
  }
}

/**
 * Writes the row that starts at a position behind the builder's last one, if it consists of digits, points and commas
 * only. Returns the position of the next row, -1 when this one needs a closer look.
 */
function readPlainRow(bytes: Uint8Array, at: number, builder: BarColumnsBuilder, layout: BarFileLayout): number {
  const { values, scales, length: row } = builder;
  const end = bytes.length;
  const columns = values.length;
  const { priceScale } = layout;
  let position = readPlainTime(bytes, at, builder, layout);
  if (position < 0 || position >= end || bytes[position] !== COMMA) return -1;
  let next = COMMA;
  for (let column = 0; column < columns; column++) {
    if (next !== COMMA) return -1;
    const first = ++position;
    let mantissa = 0;
    let scale = -1;
    for (; position < end; position++) {
      const digit = bytes[position]! - ZERO;
      if (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        if (scale >= 0) scale++;
      } else if (digit === POINT && scale < 0) {
        scale = 0;
      } else {
        break;
      }
    }
    next = position < end ? bytes[position]! : LINE_FEED;
    const decimals = (scale > 0 ? scale : 0) + (column % 5 === 4 ? 0 : priceScale);
    if (position === first || mantissa > MAX_SAFE || decimals > MAX_DECIMALS) return -1;
    values[column]![row] = decimals === 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals]!;
    scales[column]![row] = decimals;
  }
  return next === COMMA ? -1 : afterLineBreak(bytes, position);
}

/** Position after a line break or the end of the file, -1 when there is something else. */
function afterLineBreak(bytes: Uint8Array, at: number): number {
  const position = bytes[at] === CARRIAGE_RETURN ? at + 1 : at;
  return position >= bytes.length || bytes[position] === LINE_FEED ? position + 1 : -1;
}

/** Writes the start of a row. Returns the position after it, -1 when it is not plain. */
function readPlainTime(bytes: Uint8Array, at: number, builder: BarColumnsBuilder, { dayStart }: BarFileLayout): number {
  if (dayStart === null) {
    const start = parseDatedTime(bytes, at, bytes.length);
    builder.time[builder.length] = start;
    return Number.isNaN(start) ? -1 : at + DATED_LENGTH;
  }
  let position = at;
  let ms = 0;
  for (; position < bytes.length; position++) {
    const digit = bytes[position]! - ZERO;
    if (digit < 0 || digit > 9) break;
    ms = ms * 10 + digit;
  }
  builder.time[builder.length] = dayStart + ms;
  return position > at && ms < MS_PER_DAY ? position : -1;
}

function writeRow(builder: BarColumnsBuilder, { time, values, scales }: BarRow): void {
  const row = builder.length;
  builder.time[row] = time;
  for (let column = 0; column < values.length; column++) {
    builder.values[column]![row] = values[column]!;
    builder.scales[column]![row] = scales[column]!;
  }
}

function lineEnd(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(LINE_FEED, from);
  return at < 0 ? bytes.length : at;
}

let cachedDate = -1;
let cachedMidnight = 0;

/** Reads `yyyyMMdd HH:mm`; NaN for anything else. */
function parseDatedTime(bytes: Uint8Array, at: number, end: number): number {
  if (at + DATED_LENGTH > end || bytes[at + 8] !== 32 || bytes[at + 11] !== 58) return Number.NaN;
  const date = digits(bytes, at, 8);
  const hour = digits(bytes, at + 9, 2);
  const minute = digits(bytes, at + 12, 2);
  if (!(date >= 0 && hour >= 0 && hour < 24 && minute >= 0 && minute < 60)) return Number.NaN;
  if (date !== cachedDate) {
    const midnight = midnightOf(date);
    if (midnight !== midnight) return Number.NaN;
    cachedDate = date;
    cachedMidnight = midnight;
  }
  return cachedMidnight + hour * 3_600_000 + minute * 60_000;
}

function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i++) {
    const code = bytes[at + i]! - 48;
    if (code < 0 || code > 9) return -1;
    value = value * 10 + code;
  }
  return value;
}
