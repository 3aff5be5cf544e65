import type { JournalKind, JournalRecordOf, Severity } from './journal-record.ts';
import type { SqlValue } from './sqlite-connection.ts';

/** Where and when a record stands: what every table repeats. */
export interface RecordPlace {
  /** Number of its journal entry. */
  readonly seq: number;
  readonly timeMs: number;
  /** Id of the session it belongs to, and the strategy of that session. */
  readonly session: number;
  readonly strategy: string;
}

/** One change of a table. */
export interface RowChange {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** What a record changes in the tables, in the transaction that makes it durable. */
export type Projection<K extends JournalKind> = (
  record: JournalRecordOf<K>,
  place: RecordPlace,
) => readonly RowChange[];
export type Projections<K extends JournalKind = JournalKind> = { readonly [Kind in K]: Projection<Kind> };

/** For records that people find in the journal only. */
export const nothing = (): readonly RowChange[] => [];

/** A row of a table; one with the same key is replaced, kept (`IGNORE`) or an error (`ABORT`). */
export function put(
  table: string,
  row: Readonly<Record<string, SqlValue>>,
  onSameKey: 'REPLACE' | 'IGNORE' | 'ABORT' = 'REPLACE',
): RowChange {
  const columns = Object.keys(row);
  const sql = `INSERT OR ${onSameKey} INTO ${table} (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  return { sql, values: Object.values(row) };
}

/** New values of the rows with a key. */
export function set(
  table: string,
  row: Readonly<Record<string, SqlValue>>,
  key: Readonly<Record<string, SqlValue>>,
): RowChange {
  const assignments = Object.keys(row).map((name) => `"${name}" = ?`);
  const conditions = Object.keys(key).map((name) => `"${name}" = ?`);
  const sql = `UPDATE ${table} SET ${assignments.join(', ')} WHERE ${conditions.join(' AND ')}`;
  return { sql, values: [...Object.values(row), ...Object.values(key)] };
}

/** A row of `events`. */
export function event(
  { seq, session, strategy, timeMs }: RecordPlace,
  severity: Severity,
  code: string,
  message: string,
  details: unknown = {},
): RowChange {
  const row = {
    id: seq,
    session,
    strategy,
    time_ms: timeMs,
    severity,
    code,
    message,
    details: JSON.stringify(details),
  };
  return put('events', row);
}

/** JSON for a column, null for nothing. */
export function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
