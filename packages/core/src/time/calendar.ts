import { LockstepError } from '../errors/lockstep-error.ts';
import { MS_PER_DAY } from './resolution.ts';

/** A date of the proleptic Gregorian calendar. Months and days count from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days since 1970-01-01 of a date. Months outside 1–12 and days outside the month carry over. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const monthIndex = month - 1;
  const y = year + Math.floor(monthIndex / 12) - (((monthIndex % 12) + 12) % 12 < 2 ? 1 : 0);
  const m = ((monthIndex % 12) + 12) % 12;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((m + 10) % 12) + 2) / 5);
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468 + (day - 1);
}

/** The date of a day number. */
export function civilFromDays(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Day of the week, 0 = Sunday … 6 = Saturday. */
export function dayOfWeek(days: number): number {
  return (((days + 4) % 7) + 7) % 7;
}

/** The day number that contains an instant; for local ms the local day. */
export function dayOf(ms: number): number {
  return Math.floor(ms / MS_PER_DAY);
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** `yyyyMMdd`, as in data folders. */
export function formatDay(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${pad(year, 4)}${pad(month, 2)}${pad(day, 2)}`;
}

const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, value) => pad(value, 2));

// Results ask for the same instant several times in a row (order, events, trade); remembering it spares most of the text.
let lastMs = Number.NaN;
let lastText = '';

/** ISO 8601 UTC with `Z`; fractional digits only when there are any: `2013-10-07T13:31:00Z`. */
export function formatUtc(ms: number): string {
  if (ms !== lastMs) {
    lastText = utcText(ms);
    lastMs = ms;
  }
  return lastText;
}

/** Two short texts joined: joined piece by piece, the text would be a chain of six strings in memory. */
function utcText(ms: number): string {
  const days = dayOf(ms);
  const { year, month, day } = civilFromDays(days);
  const inDay = ms - days * MS_PER_DAY;
  const whole = Math.floor(inDay);
  const hours = TWO_DIGITS[Math.floor(whole / 3_600_000)];
  const minutes = TWO_DIGITS[Math.floor(whole / 60_000) % 60];
  const seconds = TWO_DIGITS[Math.floor(whole / 1_000) % 60];
  const millis = whole % 1_000;
  // A thousandth stands for LEAN's tick of 100 ns: a step that only brings new subscriptions is one later.
  const ticks = Math.round((inDay - whole) * 1_000);
  const fraction = millis === 0 && ticks === 0 ? '' : `.${pad(millis, 3)}${pad(ticks, 4)}`.replace(/0+$/, '');
  const years = year > 999 && year < 10_000 ? String(year) : pad(year, 4);
  const date = `${years}-${TWO_DIGITS[month]}-${TWO_DIGITS[day]}T`;
  const clock = `${hours}:${minutes}:${seconds}${fraction}Z`;
  return date + clock;
}

/** The day number of a date. @throws LockstepError `DATES_INVALID` unless the calendar has it */
export function daysFromDate(year: number, month: number, day: number): number {
  const days = daysFromCivil(year, month, day);
  const back = civilFromDays(days);
  if (Number.isInteger(year) && back.year === year && back.month === month && back.day === day) return days;
  throw new LockstepError(
    'DATES_INVALID',
    `${year}-${month}-${day} is no date; expected year, month (1–12) and day, as in setStartDate(2013, 10, 7).`,
  );
}
