import { LockstepError } from '@lockstep/core';
import type { SqliteConnection, SqlValue } from './sqlite-connection.ts';

/** Columns that hold JSON, and those that hold 0 or 1. */
const JSON_COLUMNS = new Set([
  'limits_used',
  'parameters',
  'summary',
  'values',
  'sizing',
  'broker_ids',
  'entry_values',
  'order_ids',
  'details',
  'cash_book',
]);
const FLAGS = new Set(['external']);

/** Which rows of a table a query is about; what is left out does not matter. */
export interface RowFilter {
  readonly strategy?: string | undefined;
  readonly session?: number | undefined;
  readonly symbol?: string | undefined;
  /** Epoch ms UTC; from the first on, before the second. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** Rows at most. */
  readonly limit?: number | undefined;
}

/** How a table is read. */
export interface TableReading {
  readonly table: string;
  /** The column that `fromMs` and `toMs` are about. */
  readonly time: string;
  readonly order: string;
  /** A further condition, without values. */
  readonly where?: string;
}

/** Rows of a table as objects: names in camelCase, JSON parsed. @throws LockstepError `ARGUMENT_INVALID` for a limit that is none */
export async function selectRows<Row>(
  connection: SqliteConnection,
  { table, time, order, where }: TableReading,
  filter: RowFilter = {},
): Promise<Row[]> {
  const conditions: readonly (readonly [string, SqlValue | undefined])[] = [
    ['strategy = ?', filter.strategy],
    ['session = ?', filter.session],
    ['symbol = ?', filter.symbol],
    [`${time} >= ?`, filter.fromMs],
    [`${time} < ?`, filter.toMs],
  ];
  const used = conditions.filter(([, value]) => value !== undefined);
  const clauses = [...used.map(([clause]) => clause), ...(where === undefined ? [] : [where])];
  const values = used.map(([, value]) => value as SqlValue);
  const condition = clauses.length === 0 ? '' : `WHERE ${clauses.join(' AND ')}`;
  const limit = filter.limit === undefined ? '' : ` LIMIT ${wholeNumber(filter.limit)}`;
  const rows = await connection.all<Record<string, SqlValue>>(
    `SELECT * FROM ${table} ${condition} ORDER BY ${order}${limit}`,
    values,
  );
  return rows.map((row) => toObject<Row>(row));
}

function toObject<Row>(row: Readonly<Record<string, SqlValue>>): Row {
  const entries = Object.entries(row).map(([column, value]) => [camelCase(column), fromColumn(column, value)]);
  return Object.fromEntries(entries) as Row;
}

function fromColumn(column: string, value: SqlValue): unknown {
  if (FLAGS.has(column)) return value === 1;
  return JSON_COLUMNS.has(column) && typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
}

function camelCase(column: string): string {
  return column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function wholeNumber(value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new LockstepError('ARGUMENT_INVALID', `Got the limit ${value}; expected a whole number of rows from 0 up.`);
}
