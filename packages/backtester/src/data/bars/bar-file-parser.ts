import { DataError, MS_PER_DAY } from '@lockstep/core';
import { type BarColumnsBuilder, columnCount } from './bar-columns.ts';
import { type BarFileLayout, midnightOf } from './bar-file-layout.ts';
import { parseRowText } from './bar-row-parser.ts';
import { POWERS_OF_TEN } from './powers-of-ten.ts';

const COMMA = 44;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const MAX_SAFE = Number.MAX_SAFE_INTEGER;
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
  const { dayStart, priceScale } = layout;
  const columns = columnCount(builder.shape);
  const isTrade = builder.shape === 'trade';
  const end = bytes.length;
  builder.reserve(Math.ceil(end / MIN_ROW_LENGTH) + 1);
  const { time, values, scales } = builder;
  let row = builder.length;
  let previousTime = Number.NEGATIVE_INFINITY;
  let line = 0;
  let position = 0;
  while (position < end) {
    line++;
    const rowStart = position;
    let plain = true;
    let start = 0;
    if (dayStart === null) {
      start = parseDatedTime(bytes, position, end);
      plain = start === start;
      position += DATED_LENGTH;
    } else {
      let ms = 0;
      let code = 0;
      while (position < end && (code = bytes[position]! - 48) >= 0 && code <= 9) {
        ms = ms * 10 + code;
        position++;
      }
      start = dayStart + ms;
      plain = position > rowStart && ms < MS_PER_DAY;
    }
    if (plain && (position >= end || bytes[position] !== COMMA)) plain = false;
    for (let column = 0; plain && column < columns; column++) {
      const first = ++position;
      let mantissa = 0;
      let scale = -1;
      for (; position < end; position++) {
        const code = bytes[position]! - 48;
        if (code >= 0 && code <= 9) {
          mantissa = mantissa * 10 + code;
          if (scale >= 0) scale++;
        } else if (code === -2 && scale < 0) {
          scale = 0;
        } else {
          break;
        }
      }
      const next = position < end ? bytes[position]! : LINE_FEED;
      const last = column === columns - 1;
      if (position === first || mantissa > MAX_SAFE || (last ? next !== LINE_FEED && next !== CARRIAGE_RETURN : next !== COMMA)) {
        plain = false;
        break;
      }
      let digits = scale > 0 ? scale : 0;
      if (column % 5 !== 4) digits += priceScale;
      if (digits > 22) {
        plain = false;
        break;
      }
      values[column]![row] = digits === 0 ? mantissa : mantissa / POWERS_OF_TEN[digits]!;
      scales[column]![row] = digits;
    }
    if (plain && position < end && bytes[position] === CARRIAGE_RETURN) {
      position++;
      if (position < end && bytes[position] !== LINE_FEED) plain = false;
    }
    position++;
    if (!plain) {
      const stop = lineEnd(bytes, rowStart);
      position = stop + 1;
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + rowStart, stop - rowStart).toString('latin1');
      const parsed = parseRowText(text, builder.shape, layout, { file, line });
      if (parsed === null) continue;
      start = parsed.time;
      for (let column = 0; column < columns; column++) {
        values[column]![row] = parsed.values[column]!;
        scales[column]![row] = parsed.scales[column]!;
      }
    }
    if (start < previousTime) {
      throw new DataError('DATA_ROW_INVALID', 'Time goes backwards: the row is earlier than the one before it', { file, line, column: 1 });
    }
    if (isTrade && values[1]![row]! < values[2]![row]!) {
      throw new DataError('DATA_ROW_INVALID', `High ${values[1]![row]} is below low ${values[2]![row]}`, { file, line, column: 3 });
    }
    previousTime = start;
    time[row++] = start;
  }
  builder.length = row;
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
