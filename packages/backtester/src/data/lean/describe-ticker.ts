import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DataError } from '@lockstep/core';
import { readFirstZipEntry } from '../zip/zip-reader.ts';

const RESOLUTIONS = ['second', 'minute', 'hour', 'daily'] as const;
const DAY_FILE = /^(\d{8})_(?:trade|quote)\.zip$/;

/**
 * What a LEAN folder holds for a ticker, in words: `equity/usa minute 2013-10-07 to 2013-10-11, daily 1998-01-02 to
 * 2021-03-31`; empty when nothing. It reads file names, and the first and last line of files of all history.
 */
export function describeLeanTicker(dataFolder: string, ticker: string): string {
  const name = ticker.toLowerCase();
  const found: string[] = [];
  for (const type of folders(dataFolder)) {
    for (const market of folders(join(dataFolder, type))) {
      const ranges = RESOLUTIONS.flatMap((resolution) => {
        const range = rangeIn(join(dataFolder, type, market, resolution), name);
        return range === null ? [] : [`${resolution} ${range}`];
      });
      if (ranges.length > 0) found.push(`${type}/${market} ${ranges.join(', ')}`);
    }
  }
  return found.join('; ');
}

function rangeIn(folder: string, name: string): string | null {
  const days = names(join(folder, name)).flatMap((file) => DAY_FILE.exec(file)?.[1] ?? []);
  if (days.length > 0) return range(days[0]!, days.at(-1)!);
  const file = [`${name}.zip`, `${name}_trade.zip`, `${name}_quote.zip`].find((each) => isFile(join(folder, each)));
  return file === undefined ? null : historyRange(join(folder, file));
}

function historyRange(path: string): string {
  try {
    const text = readFirstZipEntry(readFileSync(path), basename(path)).bytes.toString('latin1').trim();
    const first = text.slice(0, 8);
    const last = text.slice(text.lastIndexOf('\n') + 1).slice(0, 8);
    return first === '' ? '(empty)' : range(first, last);
  } catch (error) {
    if (error instanceof DataError) return '(damaged)';
    throw error;
  }
}

function range(first: string, last: string): string {
  return first === last ? isoDay(first) : `${isoDay(first)} to ${isoDay(last)}`;
}

function isoDay(yyyymmdd: string): string {
  return `${yyyymmdd.slice(0, 4)}-${yyyymmdd.slice(4, 6)}-${yyyymmdd.slice(6, 8)}`;
}

function names(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder).sort() : [];
}

function folders(folder: string): string[] {
  return names(folder).filter((name) => statSync(join(folder, name)).isDirectory());
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
