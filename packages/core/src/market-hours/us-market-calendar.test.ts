import { expect, it } from 'vitest';
import { civilFromDays, dayOfWeek, daysFromCivil } from '../time/calendar.ts';
import { easterSunday, usMarketEarlyCloses, usMarketHolidays } from './us-market-calendar.ts';

function dates(days: Iterable<number>): readonly string[] {
  return [...days]
    .sort((a, b) => a - b)
    .map((day) => civilFromDays(day))
    .map(({ year, month, day }) => `${year}-${month}-${day}`);
}

it.each([
  [1990, 4, 15],
  [2000, 4, 23],
  [2008, 3, 23],
  [2011, 4, 24],
  [2024, 3, 31],
  [2038, 4, 25],
])('Easter of %i', (year, month, day) => {
  expect(easterSunday(year)).toBe(daysFromCivil(year, month, day));
});

it('has the ten holidays of 2022, two of them moved to Monday', () => {
  expect(dates(usMarketHolidays(2022, 2022))).toEqual([
    '2022-1-17',
    '2022-2-21',
    '2022-4-15',
    '2022-5-30',
    '2022-6-20',
    '2022-7-4',
    '2022-9-5',
    '2022-11-24',
    '2022-12-26',
  ]);
});

it('does not know holidays before they were introduced', () => {
  expect(dates(usMarketHolidays(1997, 1997))).not.toContain('1997-1-20');
  expect(dates(usMarketHolidays(1998, 1998))).toContain('1998-1-19');
  expect(dates(usMarketHolidays(2021, 2021))).not.toContain('2021-6-18');
});

it('closes early around the Fourth of July by the rule of the year', () => {
  const half = (year: number): readonly string[] => dates(usMarketEarlyCloses(year, year).keys());
  expect(half(2002)).toEqual(['2002-7-5', '2002-11-29', '2002-12-24']);
  expect(half(2013)).toEqual(['2013-7-3', '2013-11-29', '2013-12-24']);
  expect(half(2020)).toEqual(['2020-11-27', '2020-12-24']);
  expect(usMarketEarlyCloses(1994, 1994).get(daysFromCivil(1994, 2, 11))).toBe(14.5 * 3_600_000);
});

it('never lists a weekend or a day that is both closed and short', () => {
  const holidays = usMarketHolidays(1990, 2040);
  for (const day of usMarketEarlyCloses(1990, 2040).keys()) {
    expect(holidays.has(day)).toBe(false);
    expect([0, 6]).not.toContain(dayOfWeek(day));
  }
  for (const day of holidays) expect([0, 6]).not.toContain(dayOfWeek(day));
});
