import type { BarTable } from './bar-table.ts';
import type { SourceFile } from './source-file.ts';

/** How the files of a source are written. */
export interface BarFormat {
  /** Whether a file looks like one of this format. */
  recognises(file: SourceFile): boolean;
  /**
   * The rows of a file, a table for each security.
   *
   * @param mapping which column holds what, where names or the usual order do not tell
   * @throws DataError `DATA_FILE_CORRUPT`, `DATA_ROW_INVALID` with the place
   */
  read(file: SourceFile, mapping: Readonly<Record<string, string>>): BarTable[];
}
