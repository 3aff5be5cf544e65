import { MS_PER_DAY, type TimeZone } from '@lockstep/core';
import { midnightOf } from '../bars/bar-file-layout.ts';

const CALENDAR =
  /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;
const EPOCH_SECONDS = /^\d{9,10}(\.\d+)?$/;
const EPOCH_MILLISECONDS = /^\d{12,13}$/;

/** A point in time as a file states it. */
export interface CsvTime {
  /** Local ms of the exchange. */
  readonly local: number;
  /** Whether the file names a day only. */
  readonly isDate: boolean;
}

/**
 * Reads ISO 8601, `yyyyMMdd[ HH:mm[:ss]]`, `yyyy-MM-dd[ HH:mm[:ss]]`, epoch seconds and epoch milliseconds; null for
 * anything else.
 *
 * @param fileZone of times without an offset
 */
export function parseCsvTime(text: string, fileZone: TimeZone, exchangeZone: TimeZone): CsvTime | null {
  if (EPOCH_MILLISECONDS.test(text)) return { local: exchangeZone.toLocal(Number(text)), isDate: false };
  if (EPOCH_SECONDS.test(text)) return { local: exchangeZone.toLocal(Math.round(Number(text) * 1_000)), isDate: false };
  const match = CALENDAR.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute = '0', second = '0', fraction = '', offset] = match;
  const midnight = midnightOf(Number(`${year}${month}${day}`));
  if (Number.isNaN(midnight)) return null;
  if (hour === undefined) return { local: midnight, isDate: true };
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  const inDay = Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1_000 + ms;
  if (Number(minute) > 59 || Number(second) > 59 || inDay >= MS_PER_DAY) return null;
  const stated = midnight + inDay;
  if (offset !== undefined) return { local: exchangeZone.toLocal(stated - offsetMs(offset)), isDate: false };
  if (fileZone === exchangeZone) return { local: stated, isDate: false };
  return { local: exchangeZone.toLocal(fileZone.toUtc(stated)), isDate: false };
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.replace(':', '');
  const size = Number(digits.slice(1, 3)) * 3_600_000 + Number(digits.slice(3, 5)) * 60_000;
  return digits.startsWith('-') ? -size : size;
}
