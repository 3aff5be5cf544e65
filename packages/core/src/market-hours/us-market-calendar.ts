import { dayOfWeek, daysFromCivil } from '../time/calendar.ts';
import { MS_PER_HOUR } from '../time/resolution.ts';

const SUNDAY = 0;
const MONDAY = 1;
const TUESDAY = 2;
const WEDNESDAY = 3;
const THURSDAY = 4;
const FRIDAY = 5;
const SATURDAY = 6;

/** Days on which the New York Stock Exchange stayed closed although its rules did not ask for it: year, month, day. */
const SPECIAL_CLOSURES: readonly (readonly [number, number, number])[] = [
  [1994, 4, 27], // Funeral of President Nixon
  [2001, 9, 11],
  [2001, 9, 12],
  [2001, 9, 13],
  [2001, 9, 14],
  [2004, 6, 11], // Funeral of President Reagan
  [2007, 1, 2], // Mourning for President Ford
  [2012, 10, 29], // Hurricane Sandy
  [2012, 10, 30],
  [2018, 12, 5], // Mourning for President Bush
  [2025, 1, 9], // Mourning for President Carter
];

/** Closes before 16:00 that follow from no rule: year, month, day, hour in New York. */
const SPECIAL_EARLY_CLOSES: readonly (readonly [number, number, number, number])[] = [
  [1990, 12, 24, 14],
  [1991, 12, 24, 14],
  [1992, 11, 27, 14],
  [1992, 12, 24, 14],
  [1994, 2, 11, 14.5], // Snowstorm
  [1996, 7, 5, 13],
  [1997, 12, 26, 13],
  [1999, 12, 31, 13],
  [2002, 7, 5, 13],
  [2003, 12, 26, 13],
];

/** First years of today's half-day rules. */
const HALF_DAYS_SINCE = 1993;
const JULY_HALF_DAYS_SINCE = 1995;
const WEDNESDAY_JULY_HALF_DAY_SINCE = 2013;
const MARTIN_LUTHER_KING_SINCE = 1998;
const JUNETEENTH_SINCE = 2022;

/** Holidays of US stock exchanges in a range of years, as days since 1970-01-01, by the rules in force since 1990. */
export function usMarketHolidays(firstYear: number, lastYear: number): ReadonlySet<number> {
  const days = new Set<number>();
  for (let year = firstYear; year <= lastYear; year++) {
    const newYear = daysFromCivil(year, 1, 1);
    // On a Saturday New Year's Day is not made up for: the Friday before closes the books of the year.
    if (dayOfWeek(newYear) !== SATURDAY) days.add(observed(newYear));
    if (year >= MARTIN_LUTHER_KING_SINCE) days.add(nthWeekday(year, 1, MONDAY, 3));
    days.add(nthWeekday(year, 2, MONDAY, 3));
    days.add(easterSunday(year) - 2);
    days.add(lastMondayOfMay(year));
    if (year >= JUNETEENTH_SINCE) days.add(observed(daysFromCivil(year, 6, 19)));
    days.add(observed(daysFromCivil(year, 7, 4)));
    days.add(nthWeekday(year, 9, MONDAY, 1));
    days.add(thanksgiving(year));
    days.add(observed(daysFromCivil(year, 12, 25)));
  }
  for (const [year, month, day] of SPECIAL_CLOSURES) {
    if (year >= firstYear && year <= lastYear) days.add(daysFromCivil(year, month, day));
  }
  return days;
}

/** Early closes of US stock exchanges in a range of years: New York time since midnight in ms, by day. */
export function usMarketEarlyCloses(firstYear: number, lastYear: number): ReadonlyMap<number, number> {
  const closes = new Map<number, number>();
  for (const [year, month, day, hour] of SPECIAL_EARLY_CLOSES) {
    if (year >= firstYear && year <= lastYear) closes.set(daysFromCivil(year, month, day), hour * MS_PER_HOUR);
  }
  const holidays = usMarketHolidays(firstYear, lastYear);
  for (let year = Math.max(firstYear, HALF_DAYS_SINCE); year <= lastYear; year++) {
    const christmasEve = daysFromCivil(year, 12, 24);
    const candidates = [thanksgiving(year) + 1, christmasEve];
    if (hasJulyHalfDay(year)) candidates.push(daysFromCivil(year, 7, 3));
    for (const day of candidates) {
      if (!isWeekend(day) && !holidays.has(day)) closes.set(day, 13 * MS_PER_HOUR);
    }
  }
  return closes;
}

/** Easter Sunday of the Gregorian calendar (anonymous computus), as days since 1970-01-01. */
export function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const lunarShift = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - lunarShift + 15) % 30;
  const weekdayShift = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * weekdayShift) / 451);
  const march = epact + weekdayShift - 7 * correction + 22;
  return daysFromCivil(year, 3, march);
}

/** July 3 is a half day before a Tuesday, Wednesday or Friday holiday, and since 2013 also before a Thursday one. */
function hasJulyHalfDay(year: number): boolean {
  const weekday = dayOfWeek(daysFromCivil(year, 7, 4));
  if (weekday === THURSDAY) return year >= WEDNESDAY_JULY_HALF_DAY_SINCE;
  return year >= JULY_HALF_DAYS_SINCE && (weekday === TUESDAY || weekday === WEDNESDAY || weekday === FRIDAY);
}

/** A holiday on Saturday is kept on Friday, one on Sunday on Monday. */
function observed(day: number): number {
  const weekday = dayOfWeek(day);
  if (weekday === SATURDAY) return day - 1;
  return weekday === SUNDAY ? day + 1 : day;
}

function isWeekend(day: number): boolean {
  const weekday = dayOfWeek(day);
  return weekday === SATURDAY || weekday === SUNDAY;
}

function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  const first = daysFromCivil(year, month, 1);
  return first + ((weekday - dayOfWeek(first) + 7) % 7) + 7 * (n - 1);
}

function lastMondayOfMay(year: number): number {
  return nthWeekday(year, 6, MONDAY, 1) - 7;
}

function thanksgiving(year: number): number {
  return nthWeekday(year, 11, THURSDAY, 4);
}
