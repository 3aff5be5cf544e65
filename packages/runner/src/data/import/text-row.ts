import { DataError } from '@lockstep/core';

/** A row of texts, from a line of CSV or a value of JSON. */
export interface TextRow {
  readonly fields: readonly string[];
  /** Line in the file, from 1. */
  readonly line: number;
  /** Where on the line each field begins (characters, from 1); null for CSV, where columns are counted in fields. */
  readonly columns: readonly number[] | null;
}

/** A row that cannot be understood, with its place. @param field index of the field that is wrong */
export function rowError(file: string, row: TextRow, field: number, message: string): DataError {
  const column = row.columns?.[field] ?? field + 1;
  return new DataError('DATA_ROW_INVALID', message, { file, line: row.line, column });
}
