import { DateTime, type Duration } from 'luxon';
import { daysFromCivil } from './calendar.ts';
import { MS_PER_DAY } from './resolution.ts';
import type { TimeZone } from './time-zone.ts';

/** An instant as a luxon `DateTime` in a zone. For strategies and reports; never in a loop over bars. */
export function toDateTime(utcMs: number, zone: TimeZone): DateTime {
  return DateTime.fromMillis(Math.floor(utcMs), { zone: zone.name === 'UTC' ? 'utc' : zone.name });
}

/** The calendar day of a date as its own zone shows it, as days since 1970-01-01. */
export function dayOfDateTime(date: DateTime): number {
  return daysFromCivil(date.year, date.month, date.day);
}

/** Milliseconds of a duration, or of a number of days. */
export function durationToMs(span: Duration | number): number {
  return typeof span === 'number' ? span * MS_PER_DAY : span.toMillis();
}

