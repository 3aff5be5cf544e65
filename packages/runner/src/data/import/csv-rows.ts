import { DataError } from '@lockstep/core';
import type { TextRow } from './text-row.ts';

/**
 * Splits CSV text: comma, semicolon, tab or bar (whichever the first line has most of), fields in double quotes, blank
 * lines left out.
 *
 * @param file named in errors
 * @throws DataError `DATA_ROW_INVALID` for a quoted field that does not end on its line
 */
export function parseCsv(text: string, file: string): TextRow[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const delimiter = delimiterOf(lines.find((line) => line.trim() !== '') ?? '');
  const rows: TextRow[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    rows.push({
      fields: line.includes('"') ? splitQuoted(line, delimiter, file, index + 1) : splitPlain(line, delimiter),
      line: index + 1,
      columns: null,
    });
  }
  return rows;
}

function delimiterOf(line: string): string {
  const count = (delimiter: string): number => line.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function splitPlain(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((field) => field.trim());
}

function splitQuoted(line: string, delimiter: string, file: string, number: number): string[] {
  const fields: string[] = [];
  let position = 0;
  while (position <= line.length) {
    if (line[position] !== '"') {
      const end = line.indexOf(delimiter, position);
      const stop = end < 0 ? line.length : end;
      fields.push(line.slice(position, stop).trim());
      position = stop + 1;
      continue;
    }
    let field = '';
    let from = position + 1;
    for (;;) {
      const quote = line.indexOf('"', from);
      if (quote < 0) {
        throw new DataError('DATA_ROW_INVALID', 'A quoted field does not end on its line', {
          file,
          line: number,
          column: fields.length + 1,
        });
      }
      field += line.slice(from, quote);
      from = quote + 1;
      if (line[from] !== '"') break;
      field += '"';
      from++;
    }
    fields.push(field.trim());
    position =
      line.startsWith(delimiter, from) || from >= line.length ? from + 1 : invalidEnd(file, number, fields.length);
  }
  return fields;
}

function invalidEnd(file: string, line: number, column: number): never {
  throw new DataError('DATA_ROW_INVALID', 'A quoted field is followed by more text', { file, line, column });
}
