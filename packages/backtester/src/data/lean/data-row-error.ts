import { DataError } from '@lockstep/core';

/** An error at a row (index from 0) and a column (from 1) of a text file. */
export function dataRowError(
  file: string,
  rowIndex: number,
  column: number,
  message: string,
  cause?: unknown,
): DataError {
  return new DataError('DATA_ROW_INVALID', message, { file, line: rowIndex + 1, column }, cause);
}
