import { type CivilDate, civilFromDays, daysFromCivil } from '../time/calendar.ts';
import { type DayInPeriod, scheduledDay } from './scheduled-day.ts';

/** A recurring stretch of the calendar. */
export interface Period {
  readonly months: 1 | 3 | 12;
  readonly maximumOffset: number;
}

export const MONTHS: Period = { months: 1, maximumOffset: 30 };
export const QUARTERS: Period = { months: 3, maximumOffset: 92 };
export const YEARS: Period = { months: 12, maximumOffset: 365 };

/** A day for each period, within `start` … `end`. */
export function* eachPeriodDay(period: Period, rule: DayInPeriod, start: number, end: number): Generator<number> {
  const last = civilFromDays(end);
  let { year, month } = firstMonth(period, civilFromDays(start));
  if (period === YEARS) {
    // As in LEAN, the year in progress counts only if its base day is not before the month of `start`.
    if (rule.forward && month > 1) year++;
    month = 1;
  }
  while (year < last.year || (year === last.year && month <= last.month)) {
    const first = daysFromCivil(year, month, 1);
    const final = daysFromCivil(year, month + period.months, 1) - 1;
    const day = rule.forward ? scheduledDay(rule, first, final) : scheduledDay(rule, final, first);
    if (day >= start && day <= end) yield day;
    month += period.months;
    if (month > 12) {
      month = 1;
      year++;
    }
  }
}

function firstMonth(period: Period, start: CivilDate): { year: number; month: number } {
  if (period === QUARTERS) return { year: start.year, month: start.month - ((start.month - 1) % 3) };
  return { year: start.year, month: start.month };
}
