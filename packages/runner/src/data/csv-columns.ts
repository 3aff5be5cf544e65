import { DataError, LockstepError } from '@lockstep/core';
import type { CsvRow } from './csv-rows.ts';

/** What a column of a CSV file can mean. */
export const CSV_FIELDS = ['date', 'time', 'open', 'high', 'low', 'close', 'adjclose', 'volume'] as const;
export type CsvField = (typeof CSV_FIELDS)[number];

/** Which column (from 0) holds what; `time` is a second column with the time of day. */
export type CsvColumns = Partial<Readonly<Record<CsvField, number>>> &
  Readonly<Record<'date' | 'open' | 'high' | 'low' | 'close', number>>;

/** Header names that are understood without a mapping, simplified to lower-case letters. */
const NAMES: Readonly<Record<CsvField, readonly string[]>> = {
  date: ['date', 'datetime', 'timestamp', 'day', 'opentime', 'gmttime', 'unix', 'ts', 'bartime'],
  time: ['time', 'timeofday'],
  open: ['open', 'o', 'openprice', 'bidopen'],
  high: ['high', 'h', 'highprice', 'bidhigh', 'max'],
  low: ['low', 'l', 'lowprice', 'bidlow', 'min'],
  close: ['close', 'c', 'closeprice', 'last', 'closelast', 'bidclose'],
  adjclose: ['adjclose', 'adjustedclose', 'adjcloseprice'],
  volume: ['volume', 'vol', 'v', 'tickvolume', 'tickqty'],
};
const REQUIRED = ['date', 'open', 'high', 'low', 'close'] as const;

/** Columns of a file and its first row with data. */
export interface CsvShape {
  readonly columns: CsvColumns;
  /** Rows before the data: 1 with a header. */
  readonly headerRows: number;
}

/**
 * Finds the columns of a CSV file by its header, by a mapping of names (`{ close: 'Last' }`) or of positions from 1
 * (`{ date: '1', open: '2' … }`). Without header and mapping the order is date, open, high, low, close, volume.
 *
 * @throws DataError `DATA_FILE_CORRUPT` when a column is not found; LockstepError `USAGE` for a mapping of an unknown field
 */
export function findCsvColumns(first: CsvRow, mapping: Readonly<Record<string, string>>, file: string): CsvShape {
  for (const field of Object.keys(mapping)) {
    if ((CSV_FIELDS as readonly string[]).includes(field)) continue;
    throw new LockstepError('USAGE', `Unknown column "${field}" in the mapping; expected ${CSV_FIELDS.join(', ')}.`);
  }
  const hasHeader =
    first.fields.every((field) => Number.isNaN(Number(field)) || field === '') && !/^\d/.test(first.fields[0] ?? '');
  const naming = hasHeader ? 'header' : Object.keys(mapping).length > 0 ? 'mapping' : 'order';
  const found: Partial<Record<CsvField, number>> = {};
  for (const [index, field] of CSV_FIELDS.entries()) {
    const wanted = mapping[field];
    const position = wanted === undefined ? guess(field, index, first, naming) : mapped(wanted, first, hasHeader);
    if (position >= 0) found[field] = position;
    else if (wanted !== undefined) throw missing(`The column "${wanted}" (${field}) is not in the file`, first, file);
  }
  // A single column named "time" is the whole time stamp.
  if (found.date === undefined && found.time !== undefined) {
    found.date = found.time;
    delete found.time;
  }
  const absent = REQUIRED.filter((field) => found[field] === undefined);
  if (absent.length > 0) throw missing(`No column for ${absent.join(', ')}`, first, file);
  return { columns: found as CsvColumns, headerRows: hasHeader ? 1 : 0 };
}

function guess(field: CsvField, index: number, first: CsvRow, naming: 'header' | 'mapping' | 'order'): number {
  if (naming === 'header') return first.fields.findIndex((name) => NAMES[field].includes(simplified(name)));
  if (naming === 'mapping' || field === 'time' || field === 'adjclose') return -1;
  const order = index === 0 ? 0 : field === 'volume' ? 5 : index - 1;
  return order < first.fields.length ? order : -1;
}

function mapped(wanted: string, first: CsvRow, hasHeader: boolean): number {
  if (hasHeader) {
    const byName = first.fields.findIndex((name) => name === wanted || simplified(name) === simplified(wanted));
    if (byName >= 0) return byName;
  }
  const position = /^\d+$/.test(wanted) ? Number(wanted) - 1 : -1;
  return position < first.fields.length ? position : -1;
}

function simplified(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

function missing(what: string, first: CsvRow, file: string): DataError {
  return new DataError(
    'DATA_FILE_CORRUPT',
    `${what}. Its first line is "${first.fields.join(',')}"; name the columns with --columns date=…,open=…,high=…,low=…,close=…,volume=…`,
    { file, line: first.line },
  );
}
