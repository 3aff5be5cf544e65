import type { DailyValues } from './daily-values.ts';

/** Returns of a calendar year as fractions; null where the run has no day. */
export interface YearOfReturns {
  readonly year: number;
  /** January first. */
  readonly months: readonly (number | null)[];
  readonly total: number;
}

/**
 * Return of each calendar month: its last value over the last value of the month before (over `startValue` in the first),
 * minus one. A year's total is taken from its own end values, so it equals the compounded months.
 */
export function monthlyReturns(daily: DailyValues, startValue: number): YearOfReturns[] {
  const years: { year: number; months: (number | null)[]; total: number }[] = [];
  let monthStart = startValue;
  let yearStart = startValue;
  let previousMonth = Number.NaN;
  let last = startValue;
  for (let i = 0; i < daily.days.length; i++) {
    const date = new Date((daily.days[i] as number) * 86_400_000);
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    if (month !== previousMonth) monthStart = last;
    if (years.at(-1)?.year !== date.getUTCFullYear()) {
      yearStart = last;
      years.push({ year: date.getUTCFullYear(), months: Array.from({ length: 12 }, () => null), total: 0 });
    }
    last = daily.values[i] as number;
    const row = years.at(-1);
    if (row !== undefined) {
      row.months[date.getUTCMonth()] = last / monthStart - 1;
      row.total = last / yearStart - 1;
    }
    previousMonth = month;
  }
  return years;
}
