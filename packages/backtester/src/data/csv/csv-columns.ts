import { DataError } from '@lockstep/core';
import { CsvField, type CsvOptions, USUAL_NAMES } from './csv-options.ts';

/** Position of each field in a row. */
export interface CsvColumns {
  readonly separator: string;
  readonly count: number;
  readonly time: number;
  /** A second column with the time of day, -1 when there is none. */
  readonly timeOfDay: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** -1 when there is none. */
  readonly adjustedClose: number;
  /** -1 when there is none: volume is 0 then. */
  readonly volume: number;
}

const SEPARATORS = [',', ';', '\t'];
const OPTIONAL: ReadonlySet<CsvField> = new Set([CsvField.AdjustedClose, CsvField.Volume]);

/**
 * Finds the columns by their header.
 * @throws DataError `DATA_FILE_CORRUPT` when one is missing
 */
export function findColumns(header: string, options: CsvOptions, file: string): CsvColumns {
  const separator = SEPARATORS.reduce((best, candidate) =>
    count(header, candidate) > count(header, best) ? candidate : best,
  );
  const names = splitRow(header, separator);
  const simple = names.map(simplified);
  const find = (field: CsvField): number => {
    const wanted = options.columns?.[field];
    const index =
      wanted === undefined ? simple.findIndex((name) => USUAL_NAMES[field].includes(name)) : names.indexOf(wanted);
    if (index >= 0 || (wanted === undefined && OPTIONAL.has(field))) return index;
    const expected = wanted === undefined ? `one of ${USUAL_NAMES[field].join(', ')}` : `"${wanted}"`;
    throw new DataError(
      'DATA_FILE_CORRUPT',
      `There is no column for ${field}: expected ${expected}, received ${names.map((name) => `"${name}"`).join(', ')}. Map it with the option columns`,
      { file, line: 1 },
    );
  };
  const date = options.columns?.time === undefined ? simple.indexOf('date') : -1;
  const timeOfDay = date < 0 ? -1 : simple.indexOf('time');
  return {
    separator,
    count: names.length,
    time: timeOfDay >= 0 ? date : find(CsvField.Time),
    timeOfDay,
    open: find(CsvField.Open),
    high: find(CsvField.High),
    low: find(CsvField.Low),
    close: find(CsvField.Close),
    adjustedClose: find(CsvField.AdjustedClose),
    volume: find(CsvField.Volume),
  };
}

/** Fields of a row without spaces and quotes around them. */
export function splitRow(row: string, separator: string): string[] {
  return row.split(separator).map((field) => {
    const trimmed = field.trim();
    return trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"')
      ? trimmed.slice(1, -1).trim()
      : trimmed;
  });
}

const count = (text: string, part: string): number => text.split(part).length;

const simplified = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');
