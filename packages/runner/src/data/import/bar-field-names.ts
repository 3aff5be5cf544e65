import { DataError, LockstepError } from '@lockstep/core';
import type { TextRow } from './text-row.ts';

/** What a column of a file with bars can mean. */
export const BAR_FIELDS = ['date', 'time', 'symbol', 'open', 'high', 'low', 'close', 'adjclose', 'volume'] as const;
export type BarField = (typeof BAR_FIELDS)[number];

/** Which column (from 0) holds what; `time` is a second column with the time of day. */
export type BarColumns = Partial<Readonly<Record<BarField, number>>> &
  Readonly<Record<'date' | 'open' | 'high' | 'low' | 'close', number>>;

/** Names that are understood without a mapping, in lower-case letters only. */
const NAMES: Readonly<Record<BarField, readonly string[]>> = {
  date: [
    'date',
    'datetime',
    'timestamp',
    'day',
    'opentime',
    'gmttime',
    'localtime',
    'unix',
    'unixtime',
    'ts',
    't',
    'bartime',
  ],
  time: ['time', 'timeofday'],
  symbol: ['symbol', 'ticker', 's'],
  open: ['open', 'o', 'openprice', 'bidopen'],
  high: ['high', 'h', 'highprice', 'bidhigh', 'max'],
  low: ['low', 'l', 'lowprice', 'bidlow', 'min'],
  close: ['close', 'c', 'closeprice', 'last', 'closelast', 'bidclose'],
  adjclose: ['adjclose', 'adjustedclose', 'adjcloseprice'],
  volume: ['volume', 'vol', 'v', 'tickvolume', 'tickqty'],
};
const REQUIRED = ['date', 'open', 'high', 'low', 'close'] as const;

/** Columns of a file, and whether its first row names them. */
export interface BarShape {
  readonly columns: BarColumns;
  readonly hasHeader: boolean;
}

/**
 * Finds the columns by the names in the first row, by a mapping of names (`{ close: 'Last' }`) or of positions from 1
 * (`{ date: '1', open: '2' … }`). Without names and mapping the order is date, open, high, low, close, volume.
 *
 * @throws DataError `DATA_FILE_CORRUPT` when a column is not found; LockstepError `USAGE` for a mapping of an unknown field
 */
export function findBarColumns(first: TextRow, mapping: Readonly<Record<string, string>>, file: string): BarShape {
  for (const field of Object.keys(mapping)) {
    if ((BAR_FIELDS as readonly string[]).includes(field)) continue;
    throw new LockstepError('USAGE', `Unknown column "${field}" in the mapping; expected ${BAR_FIELDS.join(', ')}.`);
  }
  const hasHeader =
    first.fields.every((field) => Number.isNaN(Number(field)) || field === '') && !/^\d/.test(first.fields[0] ?? '');
  const naming = hasHeader ? 'header' : Object.keys(mapping).length > 0 ? 'mapping' : 'order';
  const found: Partial<Record<BarField, number>> = {};
  for (const field of BAR_FIELDS) {
    const wanted = mapping[field];
    const position = wanted === undefined ? guess(field, first, naming) : mapped(wanted, first, hasHeader);
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
  return { columns: found as BarColumns, hasHeader };
}

const ORDER: readonly BarField[] = ['date', 'open', 'high', 'low', 'close', 'volume'];

function guess(field: BarField, first: TextRow, naming: 'header' | 'mapping' | 'order'): number {
  if (naming === 'header') return first.fields.findIndex((name) => NAMES[field].includes(simplified(name)));
  const position = naming === 'mapping' ? -1 : ORDER.indexOf(field);
  return position < first.fields.length ? position : -1;
}

function mapped(wanted: string, first: TextRow, hasHeader: boolean): number {
  if (hasHeader) {
    const byName = first.fields.findIndex((name) => name === wanted || simplified(name) === simplified(wanted));
    if (byName >= 0) return byName;
  }
  const position = /^\d+$/.test(wanted) ? Number(wanted) - 1 : -1;
  return position < first.fields.length ? position : -1;
}

/** Only the letters of a name, in lower case: `1. open` and `Open` are alike. */
function simplified(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

function missing(what: string, first: TextRow, file: string): DataError {
  return new DataError(
    'DATA_FILE_CORRUPT',
    `${what}. Its first row is "${first.fields.join(',')}"; name the columns with --columns time=…,open=…,high=…,low=…,close=…,volume=…`,
    { file, line: first.line },
  );
}
