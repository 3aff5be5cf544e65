import { DataError, type DataLocation, Decimal, MS_PER_DAY } from '@lockstep/core';
import { type BarShape, columnCount, isPriceColumn } from './bar-columns.ts';
import { type BarFileLayout, midnightOf } from './bar-file-layout.ts';

/** One row; `scales` are digits after the point. */
export interface BarRow {
  readonly time: number;
  readonly values: readonly number[];
  readonly scales: readonly number[];
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;
const TRADE_NAMES = ['open', 'high', 'low', 'close', 'volume'];
const QUOTE_NAMES = ['open', 'high', 'low', 'close', 'size'];

/**
 * Reads one row of a bar file exactly: surrounding spaces, exponents and the empty fields of a missing quote side are
 * understood.
 *
 * @returns null for a blank line
 * @throws DataError `DATA_ROW_INVALID`
 */
export function parseRowText(text: string, shape: BarShape, layout: BarFileLayout, place: DataLocation): BarRow | null {
  if (text.trim() === '') return null;
  const fields = text.split(',').map((field) => field.trim());
  const columns = columnCount(shape);
  if (fields.length !== columns + 1) {
    throw invalid(
      place,
      Math.min(fields.length, columns + 1),
      `Received ${fields.length} columns, expected ${columns + 1}`,
    );
  }
  const time = parseTime(fields[0]!, layout.dayStart, place);
  const values: number[] = [];
  const scales: number[] = [];
  for (let column = 0; column < columns; column++) {
    const number = parseValue(fields[column + 1]!, shape, column, layout.priceScale, place);
    values.push(number.toNumber());
    scales.push(number.scale);
  }
  return { time, values, scales };
}

function parseTime(field: string, dayStart: number | null, place: DataLocation): number {
  if (dayStart !== null) {
    const ms = /^\d+$/.test(field) ? Number(field) : Number.NaN;
    if (ms < MS_PER_DAY) return dayStart + ms;
    throw invalid(place, 1, `Received the time "${field}", expected milliseconds since midnight below ${MS_PER_DAY}`);
  }
  const match = /^(\d{8}) (\d{2}):(\d{2})$/.exec(field);
  const midnight = match === null ? Number.NaN : midnightOf(Number(match[1]));
  const hour = Number(match?.[2]);
  const minute = Number(match?.[3]);
  if (Number.isFinite(midnight) && hour < 24 && minute < 60) return midnight + hour * 3_600_000 + minute * 60_000;
  throw invalid(place, 1, `Received the time "${field}", expected yyyyMMdd HH:mm`);
}

function parseValue(field: string, shape: BarShape, column: number, priceScale: number, place: DataLocation): Decimal {
  const name = shape === 'trade' ? TRADE_NAMES[column]! : `${column < 5 ? 'bid' : 'ask'} ${QUOTE_NAMES[column % 5]}`;
  const received = field === '' && shape === 'quote' ? '0' : field;
  if (!NUMBER.test(received)) throw invalid(place, column + 2, `Received the ${name} "${field}", expected a number`);
  let number: Decimal;
  try {
    number = Decimal.parse(received);
    if (isPriceColumn(column) && priceScale > 0) number = number.times(Decimal.fromParts(1, priceScale));
  } catch (cause) {
    throw invalid(place, column + 2, `Received the ${name} "${field}", expected a number of at most 28 digits`, cause);
  }
  if (number.sign() < 0) throw invalid(place, column + 2, `Received the negative ${name} ${field}`);
  return narrowed(number);
}

/** Without the digits that a double cannot hold. */
function narrowed(number: Decimal): Decimal {
  let result = number;
  while (result.wide !== null && result.scale > 0) result = result.round(result.scale - 1);
  return result;
}

function invalid(place: DataLocation, column: number, message: string, cause?: unknown): DataError {
  return new DataError('DATA_ROW_INVALID', message, { ...place, column }, cause);
}
