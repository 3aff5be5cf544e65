import type { RowChange } from './projection.ts';
import type { SqlValue } from './sqlite-connection.ts';

/** A change as one statement with its values in it. */
export function sqlText({ sql, values }: RowChange): string {
  let index = 0;
  return sql.replaceAll('?', () => sqlLiteral(values[index++] ?? null));
}

/** A value as SQL reads it; numbers that are not finite are NULL. */
export function sqlLiteral(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'NULL';
  // A text ends at a NUL for SQLite's parser.
  return `'${value.replaceAll("'", "''").replaceAll('\0', "'||char(0)||'")}'`;
}
