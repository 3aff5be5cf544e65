import { civilFromDays, daysFromCivil, MS_PER_DAY, type TimeZone } from '@lockstep/core';

/** How a date with slashes or dots is to be read: month or day first. */
export type DateOrder = 'mdy' | 'dmy';

/** A date and time as a file states it. `offset` is in ms, null when the text says nothing about its zone. */
export interface BarTime {
  readonly local: number;
  readonly offset: number | null;
}

const ISO =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;
const SLASHED = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const NAMED = /^([A-Za-z]{3})[a-z]* (\d{1,2}),? (\d{4})$/;
const EPOCH = /^(?:\d{9,10}(?:\.\d+)?|\d{12,13}|\d{15,16}|\d{18,19})$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads what data vendors write: ISO 8601 (with or without dashes, `T`, seconds, zone), `3/4/2024 9:30` by `order`,
 * `Mar 4, 2024`, the epoch in seconds, milli-, micro- or nanoseconds. Undefined for anything else, and for days that do not exist.
 */
export function parseBarTime(text: string, order: DateOrder): BarTime | undefined {
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [, year, month, day, hour, minute, second, fraction] = iso;
    const local = localMs([year, month, day, hour, minute, second]);
    if (local === undefined) return undefined;
    return { local: local + Math.floor(Number(`0.${fraction ?? 0}`) * 1000), offset: offsetOf(iso[8]) };
  }
  if (EPOCH.test(text)) return { local: epochMs(text), offset: 0 };
  const slashed = SLASHED.exec(text);
  if (slashed !== null) {
    const [, first, second, year, ...time] = slashed;
    return withoutZone(localMs(order === 'mdy' ? [year, first, second, ...time] : [year, second, first, ...time]));
  }
  const named = NAMED.exec(text);
  if (named === null) return undefined;
  const month = MONTHS.indexOf((named[1] ?? '').toLowerCase()) + 1;
  return withoutZone(localMs([named[3], String(month), named[2]]));
}

/** The instant of a time that was read; a text without a zone is in `zone`. */
export function instantOf(time: BarTime, zone: TimeZone): number {
  return time.offset === null ? zone.toUtc(time.local) : time.local - time.offset;
}

/** Milliseconds; what is finer stays as a fraction. */
function epochMs(text: string): number {
  if (text.length <= 10 || text.includes('.')) return Math.round(Number(text) * 1000);
  if (text.length <= 13) return Number(text);
  const digits = text.length <= 16 ? text.length - 3 : text.length - 6;
  return Number(`${text.slice(0, digits)}.${text.slice(digits)}`);
}

function withoutZone(local: number | undefined): BarTime | undefined {
  return local === undefined ? undefined : { local, offset: null };
}

function localMs(parts: readonly (string | undefined)[]): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  const days = daysFromCivil(year, month, day);
  const civil = civilFromDays(days);
  if (civil.year !== year || civil.month !== month || civil.day !== day) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return days * MS_PER_DAY + ((hour * 60 + minute) * 60 + second) * 1000;
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -size : size;
}
