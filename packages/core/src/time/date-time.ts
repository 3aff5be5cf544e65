import { DateTime } from 'luxon';
import { daysFromCivil } from './calendar.ts';
import type { TimeZone } from './time-zone.ts';

/** An instant as a luxon `DateTime` in a zone. For strategies and reports; never in a loop over bars. */
export function toDateTime(utcMs: number, zone: TimeZone): DateTime {
  return DateTime.fromMillis(Math.floor(utcMs), { zone: zone.name === 'UTC' ? 'utc' : zone.name });
}

/** Whether a value is a luxon `DateTime`, of whichever copy of luxon. */
export function isDateTime(value: unknown): value is DateTime {
  return DateTime.isDateTime(value);
}

/** The calendar day of a date as its own zone shows it, as days since 1970-01-01. */
export function dayOfDateTime(date: DateTime): number {
  return daysFromCivil(date.year, date.month, date.day);
}
