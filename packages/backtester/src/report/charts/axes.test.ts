import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeTicks } from './time-axis.ts';
import { linearScale, logScale } from './value-scale.ts';

describe('linearScale', () => {
  test('has round ticks that enclose the values', () => {
    expect(linearScale(3, 97, false).ticks).toEqual([0, 20, 40, 60, 80, 100]);
    expect(linearScale(-0.23, 0, true).ticks.map((tick) => Number(tick.toFixed(6)))).toEqual([
      -0.25, -0.2, -0.15, -0.1, -0.05, 0,
    ]);
  });

  test('property: every value is inside the plot, higher ones higher', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.boolean(), (a, b, includeZero) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const scale = linearScale(low, high, includeZero);
        expect(scale.position(high)).toBeGreaterThanOrEqual(-1e-9);
        expect(scale.position(low)).toBeLessThanOrEqual(1 + 1e-9);
        expect(scale.position(high)).toBeLessThanOrEqual(scale.position(low));
        expect(scale.ticks.length).toBeGreaterThan(1);
        expect(scale.ticks.length).toBeLessThan(10);
      }),
    );
  });
});

describe('logScale', () => {
  test('equal ratios have equal distances', () => {
    const { position, ticks } = logScale(1, 10_000);
    expect(position(10) - position(100)).toBeCloseTo(position(100) - position(1000), 12);
    expect(ticks).toEqual([1, 10, 100, 1000, 10_000]);
  });

  test('behavior: narrow ranges still have ticks inside the plot', () => {
    const { position, ticks } = logScale(100_000, 104_000);
    expect(ticks.length).toBeGreaterThan(1);
    for (const tick of ticks) expect(position(tick)).toBeGreaterThanOrEqual(0);
    expect(logScale(5, 5).position(5)).toBeCloseTo(0.5, 9);
  });
});

describe('timeTicks', () => {
  const labels = (from: string, to: string): string[] =>
    timeTicks(Date.parse(`${from}Z`), Date.parse(`${to}Z`)).map((tick) => tick.label);

  test('years, months, days and times of day', () => {
    expect(labels('2005-03-01T00:00', '2020-12-31T00:00')).toEqual([
      '2006',
      '2008',
      '2010',
      '2012',
      '2014',
      '2016',
      '2018',
      '2020',
    ]);
    expect(labels('2020-01-15T00:00', '2020-10-20T00:00')).toContain('Mar ’20');
    expect(labels('2013-10-07T00:00', '2013-10-11T20:00')).toEqual(['7 Oct', '8 Oct', '9 Oct', '10 Oct', '11 Oct']);
    expect(labels('2013-10-07T09:30', '2013-10-07T16:00')).toContain('12:00');
  });

  test('property: never more than nine, always in order and inside', () => {
    const start = Date.UTC(1990, 0, 1);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 * 365 }),
        fc.integer({ min: 60_000, max: 40 * 31_557_600_000 }),
        (day, span) => {
          const from = start + day * 86_400_000;
          const ticks = timeTicks(from, from + span);
          expect(ticks.length).toBeLessThanOrEqual(10);
          expect(ticks.every((tick) => tick.localMs >= from && tick.localMs <= from + span)).toBe(true);
          expect(ticks.every((tick, i) => i === 0 || tick.localMs > (ticks[i - 1]?.localMs ?? 0))).toBe(true);
        },
      ),
    );
  });
});
