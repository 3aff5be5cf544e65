import { readdirSync } from 'node:fs';
import { DataError } from '@lockstep/core';
import { type DataFileSet, findDataFiles, readBarLines } from './bar-files.ts';
import { dayText } from './days.ts';

/** Sets that are named; of more only the number is told. */
const SHOWN = 8;

/**
 * What a data folder holds, in a few words for an error message: `SPX daily 2000-01-03 to 2020-04-17, …`.
 *
 * @throws DataError `DATA_FOLDER_MISSING`
 */
export function describeDataFolder(folder: string): string {
  const sets = findDataFiles(folder).filter(
    ({ kind }, _, all) => kind === 'trade' || all.every((set) => set.kind === 'quote'),
  );
  if (sets.length === 0) return describeCsvFolder(folder);
  const shown = sets.slice(0, SHOWN).map((set) => `${set.symbol} ${set.resolution}${rangeOf(set)}`);
  return shown.join(', ') + (sets.length > SHOWN ? ` and ${sets.length - SHOWN} more` : '');
}

/**
 * Tickers of which a data folder has files, in upper case.
 *
 * @throws DataError `DATA_FOLDER_MISSING`
 */
export function tickersOf(folder: string): string[] {
  const sets = findDataFiles(folder);
  const names = sets.length > 0 ? sets.map(({ symbol }) => symbol) : csvFiles(folder).map(tickerOfFile);
  return [...new Set(names)];
}

function tickerOfFile(name: string): string {
  return name.replace(/(_(tick|second|minute|hour|daily))?\.csv$/i, '').toUpperCase();
}

function csvFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => /\.csv$/i.test(name));
}

function describeCsvFolder(folder: string): string {
  const files = csvFiles(folder);
  if (files.length === 0) return 'no bars';
  return files.slice(0, SHOWN).join(', ') + (files.length > SHOWN ? ` and ${files.length - SHOWN} more` : '');
}

function rangeOf({ files }: DataFileSet): string {
  const [first, last] = [files[0], files.at(-1)];
  if (first === undefined || last === undefined) return '';
  if (first.day !== null && last.day !== null) return ` ${dayText(first.day)} to ${dayText(last.day)}`;
  try {
    const lines = readBarLines(first.path).filter((line) => line !== '');
    const day = (line = ''): string => line.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3');
    return lines.length === 0 ? ' (empty)' : ` ${day(lines[0])} to ${day(lines.at(-1))}`;
  } catch (error) {
    if (error instanceof DataError) return ' (damaged)';
    throw error;
  }
}
