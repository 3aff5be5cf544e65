import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  dayOf,
  formatDay,
  LockstepError,
  type Resolution,
  SecuritySymbol,
  type SecurityType,
  TickType,
} from '@lockstep/core';
import { readFirstZipEntry } from '../zip/zip-reader.ts';
import { zipFile } from '../zip/zip-writer.ts';
import { barLocation, zipEntryName } from './lean-paths.ts';
import { type RowText, rowText } from './lean-row-text.ts';
import { assertWritable, type WritableBars } from './writable-bars.ts';

/** Which bars are written, and for which security. */
export interface LeanBarTarget {
  readonly ticker: string;
  readonly securityType: SecurityType;
  readonly market: string;
  readonly resolution: Resolution;
  /**
   * Keeps what a file of all history (hours, days) holds at other times, as LEAN does. A file of one day is always
   * replaced. @defaultValue false: files are replaced
   */
  readonly keepsOtherTimes?: boolean;
}

/**
 * Writes trade or quote bars into a LEAN folder: one zip per day for seconds and minutes, one for all history for hours
 * and days. The same bars always give the same bytes, and what the readers of this package read of a file of LEAN's is
 * written back to the text that it was.
 *
 * @returns paths of the files written
 * @throws LockstepError `DATA_ROW_INVALID` for a value that is not finite or negative, or times that do not ascend;
 * `OUTPUT_NOT_WRITABLE` when the folder cannot be written; DataError `DATA_FILE_CORRUPT` for a damaged file whose other
 * times were to be kept
 */
export function writeLeanBars(dataFolder: string, target: LeanBarTarget, bars: WritableBars): string[] {
  assertWritable(bars);
  const { ticker, securityType, market, resolution } = target;
  const tickType = 'bid' in bars ? TickType.Quote : TickType.Trade;
  const symbol = new SecuritySymbol(ticker, { ticker, securityType, market });
  const { folder, file, daySuffix } = barLocation(dataFolder, symbol, ticker, resolution, tickType);
  const textOf = rowText(bars, securityType, file === null);
  const write = (path: string, day: string, lines: readonly string[]): string => {
    const text = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
    writeZip(path, zipFile(zipEntryName(ticker, resolution, tickType, day), text));
    return path;
  };
  if (file === null) {
    return daysOf(bars.time).map(({ day, from, to }) =>
      write(join(folder, formatDay(day) + daySuffix), formatDay(day), linesOf(textOf, from, to)),
    );
  }
  const lines = linesOf(textOf, 0, bars.time.length);
  return [write(file, '', target.keepsOtherTimes === true ? withOtherTimes(file, lines) : lines)];
}

function linesOf(textOf: RowText, from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => textOf(from + index));
}

/** The rows of each day. */
function daysOf(time: ArrayLike<number>): { day: number; from: number; to: number }[] {
  const days: { day: number; from: number; to: number }[] = [];
  for (let from = 0; from < time.length; ) {
    const day = dayOf(time[from]!);
    let to = from + 1;
    while (to < time.length && dayOf(time[to]!) === day) to++;
    days.push({ day, from, to });
    from = to;
  }
  return days;
}

const DATED_LENGTH = 'yyyyMMdd HH:mm'.length;

/** Lines together with those that a file holds at other times; a line begins with its time, so text order is time order. */
function withOtherTimes(file: string, lines: readonly string[]): string[] {
  if (!existsSync(file)) return [...lines];
  const written = new Set(lines.map((line) => line.slice(0, DATED_LENGTH)));
  const kept = readFirstZipEntry(readFileSync(file), file)
    .bytes.toString('latin1')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !written.has(line.slice(0, DATED_LENGTH)));
  return [...kept, ...lines].sort((a, b) => (a.slice(0, DATED_LENGTH) < b.slice(0, DATED_LENGTH) ? -1 : 1));
}

function writeZip(path: string, bytes: Buffer): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  } catch (cause) {
    throw new LockstepError(
      'OUTPUT_NOT_WRITABLE',
      `Cannot write "${path}": ${(cause as Error).message}. Check the folder's permissions and free space.`,
      {
        details: { path },
        cause,
      },
    );
  }
}
