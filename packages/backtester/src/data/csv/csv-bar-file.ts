import { DataError, Decimal, MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, Resolution, type TimeZone } from '@lockstep/core';
import { type BarColumns, BarColumnsBuilder } from '../bars/bar-columns.ts';
import { type CsvColumns, findColumns, splitRow } from './csv-columns.ts';
import { CsvField, type CsvOptions } from './csv-options.ts';
import { parseCsvTime } from './csv-time.ts';

/** Trade bars of a CSV file. */
export interface CsvBars {
  /** Prices as printed; times are local ms of the exchange. */
  readonly bars: BarColumns;
  /** Closes adjusted for dividends, null when the file has none. */
  readonly adjustedClose: Float64Array | null;
  /** Resolution of the rows: by their smallest distance, daily when they name days only. */
  readonly resolution: Resolution;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;
const PRICE_FIELDS = [CsvField.Open, CsvField.High, CsvField.Low, CsvField.Close] as const;

/**
 * Reads a CSV file with a header row, oldest bar first, each row stamped with the start of its bar.
 *
 * @throws DataError `DATA_FILE_CORRUPT` without rows or with a missing column; `DATA_ROW_INVALID` for a malformed row:
 * rows are never left out
 */
export function parseCsvBars(
  text: string,
  exchangeZone: TimeZone,
  fileZone: TimeZone,
  options: CsvOptions,
  file: string,
): CsvBars {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const columns = findColumns(lines[0] ?? '', options, file);
  const builder = new BarColumnsBuilder('trade');
  builder.reserve(lines.length);
  const adjusted: number[] = [];
  let isDateOnly = true;
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index]!;
    if (line.trim() === '') continue;
    const row = new CsvRow(splitRow(line, columns.separator), columns, { file, line: index + 1 });
    const time = row.time(fileZone, exchangeZone);
    if (!time.isDate) isDateOnly = false;
    if (builder.length > 0 && time.local <= builder.time[builder.length - 1]!) {
      throw row.invalid(columns.time, 'Time goes backwards or stands still: rows must be in ascending order of time');
    }
    row.appendTo(builder, time.local);
    if (columns.adjustedClose >= 0) adjusted.push(row.price(columns.adjustedClose, 'adjusted close').toNumber());
  }
  if (builder.length === 0)
    throw new DataError('DATA_FILE_CORRUPT', 'The file holds no rows after its header', { file, line: 1 });
  const bars = builder.build();
  return {
    bars,
    adjustedClose: columns.adjustedClose >= 0 ? Float64Array.from(adjusted) : null,
    resolution: isDateOnly ? Resolution.Daily : resolutionOf(bars.time),
  };
}

/** One row, whose errors name its place. */
class CsvRow {
  readonly #fields: readonly string[];
  readonly #columns: CsvColumns;
  readonly #place: { readonly file: string; readonly line: number };

  constructor(fields: readonly string[], columns: CsvColumns, place: { readonly file: string; readonly line: number }) {
    this.#fields = fields;
    this.#columns = columns;
    this.#place = place;
    if (fields.length !== columns.count) {
      throw this.invalid(
        Math.min(fields.length, columns.count) - 1,
        `Received ${fields.length} columns, expected ${columns.count} as in the header`,
      );
    }
  }

  time(fileZone: TimeZone, exchangeZone: TimeZone): { readonly local: number; readonly isDate: boolean } {
    const { time, timeOfDay } = this.#columns;
    const text = timeOfDay < 0 ? this.#fields[time]! : `${this.#fields[time]} ${this.#fields[timeOfDay]}`;
    const parsed = parseCsvTime(text, fileZone, exchangeZone);
    if (parsed !== null) return parsed;
    throw this.invalid(
      time,
      `Received the time "${text}", expected ISO 8601, yyyyMMdd HH:mm or epoch seconds or milliseconds`,
    );
  }

  number(column: number, name: string): Decimal {
    const text = this.#fields[column]!;
    if (!NUMBER.test(text)) throw this.invalid(column, `Received the ${name} "${text}", expected a number`);
    let value: Decimal;
    try {
      value = Decimal.parse(text);
    } catch (cause) {
      throw this.invalid(column, `Received the ${name} "${text}", expected a number of at most 28 digits`, cause);
    }
    if (value.sign() < 0) throw this.invalid(column, `Received the negative ${name} ${text}`);
    // Columns are doubles: keep the digits that they can hold.
    while (value.wide !== null && value.scale > 0) value = value.round(value.scale - 1);
    return value;
  }

  price(column: number, name: string): Decimal {
    const value = this.number(column, name);
    if (value.toNumber() > 0) return value;
    throw this.invalid(
      column,
      `Received the ${name} ${this.#fields[column]}, expected a price above 0; leave out rows without trades`,
    );
  }

  appendTo(builder: BarColumnsBuilder, local: number): void {
    const at = builder.length;
    for (const [i, field] of PRICE_FIELDS.entries()) {
      const price = this.price(this.#columns[field], field);
      builder.values[i]![at] = price.toNumber();
      builder.scales[i]![at] = price.scale;
    }
    const { volume } = this.#columns;
    builder.values[4]![at] = volume < 0 ? 0 : this.number(volume, 'volume').toNumber();
    const high = builder.values[1]![at]!;
    const low = builder.values[2]![at]!;
    if (high < low) throw this.invalid(this.#columns.high, `High ${high} is below low ${low}`);
    builder.time[at] = local;
    builder.length = at + 1;
  }

  invalid(column: number, message: string, cause?: unknown): DataError {
    return new DataError('DATA_ROW_INVALID', message, { ...this.#place, column: column + 1 }, cause);
  }
}

function resolutionOf(time: Float64Array): Resolution {
  let step = Number.POSITIVE_INFINITY;
  for (let row = 1; row < time.length; row++) step = Math.min(step, time[row]! - time[row - 1]!);
  // A clock change shortens a day to 23 hours.
  if (step >= MS_PER_DAY - MS_PER_HOUR) return Resolution.Daily;
  if (step >= MS_PER_HOUR) return Resolution.Hour;
  return step >= MS_PER_MINUTE ? Resolution.Minute : Resolution.Second;
}
