import { civilFromDays, dayOf, dayOfWeek, daysFromCivil } from '../time/calendar.ts';
import { MS_PER_DAY } from '../time/resolution.ts';

/** Start (wall-clock ms) and length of a bar. */
export interface CalendarInfo {
  readonly start: number;
  readonly periodMs: number;
}

/** The bar that a wall-clock time belongs to; it must not start after that time. */
export type CalendarFunction = (localMs: number) => CalendarInfo;

/** Bars by the calendar. */
export const Calendar = {
  /** Monday to Sunday. */
  weekly(localMs: number): CalendarInfo {
    const day = dayOf(localMs);
    return between(day - ((dayOfWeek(day) + 6) % 7), 7);
  },

  monthly(localMs: number): CalendarInfo {
    return months(localMs, 1);
  },

  quarterly(localMs: number): CalendarInfo {
    return months(localMs, 3);
  },

  yearly(localMs: number): CalendarInfo {
    return months(localMs, 12);
  },
} as const;

function months(localMs: number, count: number): CalendarInfo {
  const { year, month } = civilFromDays(dayOf(localMs));
  const firstMonth = month - ((month - 1) % count);
  const first = daysFromCivil(year, firstMonth, 1);
  return between(first, daysFromCivil(year, firstMonth + count, 1) - first);
}

function between(firstDay: number, days: number): CalendarInfo {
  return { start: firstDay * MS_PER_DAY, periodMs: days * MS_PER_DAY };
}
