import { findBarColumns } from './bar-field-names.ts';
import type { BarFormat } from './bar-format.ts';
import { type BarTable, plainTable, splitBySymbol } from './bar-table.ts';
import { parseCsv } from './csv-rows.ts';
import type { SourceFile } from './source-file.ts';

/** Any CSV: columns by their names, by a mapping or in the usual order; a column with symbols splits the file. */
export const csvFormat: BarFormat = {
  recognises: () => true,
  read: (file, mapping) => splitBySymbol(csvTable(file, mapping)),
};

/** All rows of a CSV file with its columns. */
export function csvTable(file: SourceFile, mapping: Readonly<Record<string, string>>): BarTable {
  const rows = parseCsv(file.text, file.path);
  const { columns, hasHeader } = findBarColumns(rows[0]!, mapping, file.path);
  return plainTable(file.path, columns, hasHeader ? rows.slice(1) : rows);
}

/** The first line of a text, without spaces around it. */
export function firstLine({ text }: SourceFile): string {
  const end = text.search(/[\r\n]/);
  return (end < 0 ? text : text.slice(0, end)).trim();
}
