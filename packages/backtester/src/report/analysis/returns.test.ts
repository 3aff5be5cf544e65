import { TimeZone } from '@lockstep/core';
import { describe, expect, test } from 'vitest';
import { dailyReturns } from './daily-returns.ts';
import { dailyValues } from './daily-values.ts';
import { monthlyReturns } from './monthly-returns.ts';
import { yearsBetween } from './years-between.ts';

const DAY = 86_400_000;
const zone = TimeZone.of('America/New_York');
const toLocal = (utcMs: number): number => zone.toLocal(utcMs);
const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY;

describe('dailyValues', () => {
  test('a sample at local midnight is the close of the day before; the last sample of a day counts', () => {
    const times = ['2020-01-31T15:00:00Z', '2020-01-31T21:00:00Z', '2020-02-01T05:00:00Z', '2020-02-01T05:00:01Z'];
    const daily = dailyValues({ times: times.map((time) => Date.parse(time)), values: [1, 2, 3, 4] }, toLocal);
    expect(daily.days).toEqual([dayNumber('2020-01-31'), dayNumber('2020-02-01')]);
    expect(daily.values).toEqual([3, 4]);
  });
});

describe('monthlyReturns', () => {
  /** A value that grows by `rate` every day from the last of December 2018. */
  function growing(days: number, rate: number): { days: number[]; values: number[] } {
    const first = dayNumber('2019-01-01');
    return {
      days: Array.from({ length: days }, (_, i) => first + i),
      values: Array.from({ length: days }, (_, i) => 100 * (1 + rate) ** (i + 1)),
    };
  }

  test('constant growth gives (1 + r)^days − 1 for each month and year', () => {
    const [year2019, year2020] = monthlyReturns(growing(365 + 366, 0.001), 100);
    expect(year2019?.months[0]).toBeCloseTo(1.001 ** 31 - 1, 12);
    expect(year2019?.months[1]).toBeCloseTo(1.001 ** 28 - 1, 12);
    expect(year2020?.months[1]).toBeCloseTo(1.001 ** 29 - 1, 12);
    expect(year2019?.total).toBeCloseTo(1.001 ** 365 - 1, 12);
    expect(year2020?.total).toBeCloseTo(1.001 ** 366 - 1, 12);
  });

  test('months compound to the year', () => {
    for (const row of monthlyReturns(growing(500, -0.002), 100)) {
      const compounded = row.months.reduce<number>((product, month) => product * (1 + (month ?? 0)), 1) - 1;
      expect(compounded).toBeCloseTo(row.total, 12);
    }
  });

  test('behavior: months without a day are null', () => {
    const [year] = monthlyReturns({ days: [dayNumber('2020-03-02')], values: [110] }, 100);
    expect(year?.months.filter((month) => month !== null)).toEqual([expect.closeTo(0.1, 12)]);
    expect(year?.months[2]).toBeCloseTo(0.1, 12);
  });
});

describe('dailyReturns', () => {
  const friday = dayNumber('2020-01-03');
  const days = [friday, friday + 1, friday + 2, friday + 3, friday + 4];

  test('days on which neither side moved are left out, with both returns aligned', () => {
    const equity = { days, values: [100, 100, 100, 110, 110] };
    const market = { days, values: [50, 50, 50, 50, 55] };
    const returns = dailyReturns(equity, market);
    expect(returns.days).toEqual([friday + 3, friday + 4]);
    expect(returns.strategy.map((value) => Number(value.toFixed(9)))).toEqual([0.1, 0]);
    expect(returns.benchmark.map((value) => Number(value.toFixed(9)))).toEqual([0, 0.1]);
  });

  test('behavior: without a benchmark idle weekends are left out and idle weekdays stay', () => {
    const returns = dailyReturns({ days, values: [100, 100, 100, 100, 110] }, { days: [], values: [] });
    expect(returns.days).toEqual([friday + 3, friday + 4]);
    expect(returns.benchmark.every(Number.isNaN)).toBe(true);
  });
});

test('years are taken from timestamps', () => {
  expect(yearsBetween(Date.UTC(2000, 0, 1), Date.UTC(2020, 0, 1))).toBeCloseTo(20, 2);
  expect(yearsBetween(Date.UTC(2019, 0, 1), Date.UTC(2019, 6, 2, 15))).toBeCloseTo(0.5, 3);
});
