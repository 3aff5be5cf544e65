import fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilFromDays, dayOfWeek, daysFromCivil, formatUtc } from './calendar.ts';

test('days and dates are inverse and agree with Date', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), (days) => {
      const date = new Date(days * 86_400_000);
      expect(civilFromDays(days)).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      });
      expect(daysFromCivil(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(days);
      expect(dayOfWeek(days)).toBe(date.getUTCDay());
    }),
  );
});

test('behavior: months carry over', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: -30, max: 40 }), (year, month) => {
      expect(daysFromCivil(year, month, 1)).toBe(Date.UTC(year, month - 1, 1) / 86_400_000);
    }),
  );
});

test('formatUtc prints fractions only when there are any', () => {
  expect(formatUtc(Date.UTC(2013, 9, 7, 13, 31))).toBe('2013-10-07T13:31:00Z');
  expect(formatUtc(Date.UTC(2013, 9, 7, 13, 31, 2, 50))).toBe('2013-10-07T13:31:02.05Z');
});
