import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import { isTraded } from '../market-hours/market-segment.ts';
import { dayOfWeek } from '../time/calendar.ts';
import { type DayInPeriod, scheduledDay } from './scheduled-day.ts';

/** Weekdays (0 = Sunday) on which an exchange trades in a week without holidays, extended hours included, ascending. */
export function tradingWeekdays(hours: ExchangeHours): number[] {
  const weekdays: number[] = [];
  for (let weekday = 0; weekday < 7; weekday++) {
    // 1970-01-04 was a Sunday.
    let day = 3 + weekday;
    while (hours.holidays.has(day) || hours.earlyCloses.has(day) || hours.lateOpens.has(day)) day += 7;
    if (hours.segments(day).some((segment) => isTraded(segment, true))) weekdays.push(weekday);
  }
  return weekdays;
}

/**
 * A day for each week, counted from its start (`forward`) or its end, within `start` … `end`. Without hours a week goes
 * from Monday to Sunday, seen from its end from Friday back to Saturday; with hours from the exchange's first to its last
 * weekday, Sunday first.
 */
export function* eachWeekDay(rule: DayInPeriod, start: number, end: number): Generator<number> {
  const { hours, forward } = rule;
  const weekdays = hours === null ? null : tradingWeekdays(hours);
  const first = weekdays === null ? 1 : (weekdays[0] as number);
  const last = weekdays === null ? 5 : (weekdays.at(-1) as number);
  const span = weekdays === null ? 6 : last - first;
  const base = forward ? first : last;
  // Weeks are searched from the Monday of the week of `start` to the Sunday of the week of `end`.
  const monday = start - ((dayOfWeek(start) + 6) % 7);
  const sunday = end - ((dayOfWeek(end) + 6) % 7) + 6;
  for (let day = monday + ((base + 6) % 7); day <= sunday; day += 7) {
    const chosen = scheduledDay(rule, day, forward ? day + span : day - span);
    if (chosen >= start && chosen <= end) yield chosen;
  }
}
