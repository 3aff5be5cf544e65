import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { TimeZone } from './time-zone.ts';

const ZONES = [
  'America/New_York',
  'America/Chicago',
  'Europe/Berlin',
  'Europe/London',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Africa/Casablanca',
  'Africa/Cairo',
  'America/Sao_Paulo',
];
const utcMs = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) / 1000 }).map((seconds) => seconds * 1000);

function local(year: number, month: number, day: number, hour = 0, minute = 0): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}

describe('TimeZone.of', () => {
  it('gives one object per name', () => {
    expect(TimeZone.of('America/New_York')).toBe(TimeZone.of('America/New_York'));
    expect(TimeZone.of('utc')).toBe(TimeZone.of('UTC'));
  });

  it('refuses unknown names with a code', () => {
    expect(() => TimeZone.of('Mars/Olympus')).toThrowError(expect.objectContaining({ code: 'TIME_ZONE_UNKNOWN' }));
    expect(() => TimeZone.of('')).toThrowError(expect.objectContaining({ code: 'TIME_ZONE_UNKNOWN' }));
  });

  it('reads fixed offsets', () => {
    expect(TimeZone.of('UTC').offsetAt(0)).toBe(0);
    expect(TimeZone.of('UTC-05').toLocal(0)).toBe(-5 * 3_600_000);
    expect(TimeZone.of('UTC+05:30').toUtc(0)).toBe(-5.5 * 3_600_000);
  });
});

describe('TimeZone against luxon', () => {
  it.each(ZONES)('%s has the same offset at every instant', (name) => {
    const zone = TimeZone.of(name);
    const reference = IANAZone.create(name);
    fc.assert(
      fc.property(utcMs, (time) => {
        expect(zone.offsetAt(time)).toBe(reference.offset(time) * 60_000);
      }),
      { numRuns: 400 },
    );
  });

  it.each(ZONES)('%s converts local times that occur once there and back', (name) => {
    const zone = TimeZone.of(name);
    fc.assert(
      fc.property(utcMs, (time) => {
        const wall = zone.toLocal(time);
        const back = zone.toUtc(wall);
        // A repeated hour maps to its second occurrence; all else maps back.
        expect(zone.toLocal(back)).toBe(wall);
        expect(back).toBeGreaterThanOrEqual(time);
        if (zone.offsetAt(time + 86_400_000) === zone.offsetAt(time)) expect(back).toBe(time);
      }),
      { numRuns: 400 },
    );
  });

  it('finds each change of New York between 1970 and 2099 to the millisecond, whatever the order of questions', () => {
    const zone = TimeZone.of('America/New_York');
    for (const year of [2050, 1970, 2099, 1986, 1987, 2006, 2007, 1975, 2024]) {
      for (let day = 0; day < 366; day++) {
        const noon = DateTime.fromObject({ year, month: 1, day: 1, hour: 12 }, { zone: 'America/New_York' }).plus({
          days: day,
        });
        expect(zone.toLocal(noon.toMillis())).toBe(noon.toMillis() + noon.offset * 60_000);
        expect(zone.toUtc(noon.toMillis() + noon.offset * 60_000)).toBe(noon.toMillis());
      }
    }
  });
});

describe('lenient local times', () => {
  const newYork = TimeZone.of('America/New_York');

  it('moves skipped times to the end of the gap', () => {
    // 2013-03-10: 02:00 → 03:00 at 07:00 UTC.
    expect(newYork.toUtc(local(2013, 3, 10, 1, 59))).toBe(local(2013, 3, 10, 6, 59));
    expect(newYork.toUtc(local(2013, 3, 10, 2, 30))).toBe(local(2013, 3, 10, 7, 0));
    expect(newYork.toLocal(newYork.toUtc(local(2013, 3, 10, 2, 30)))).toBe(local(2013, 3, 10, 3, 0));
    expect(newYork.toUtc(local(2013, 3, 10, 3, 0))).toBe(local(2013, 3, 10, 7, 0));
  });

  it('takes the second of two occurrences', () => {
    // 2013-11-03: 02:00 EDT → 01:00 EST at 06:00 UTC.
    expect(newYork.toUtc(local(2013, 11, 3, 1, 0))).toBe(local(2013, 11, 3, 6, 0));
    expect(newYork.toUtc(local(2013, 11, 3, 1, 59))).toBe(local(2013, 11, 3, 6, 59));
    expect(newYork.toUtc(local(2013, 11, 3, 2, 0))).toBe(local(2013, 11, 3, 7, 0));
  });

  it('handles midnight gaps and half-hour changes', () => {
    // São Paulo 2017-10-15: 00:00 → 01:00.
    expect(TimeZone.of('America/Sao_Paulo').toUtc(local(2017, 10, 15, 0, 0))).toBe(local(2017, 10, 15, 3, 0));
    // Lord Howe 2013-10-06: 02:00 → 02:30 at 15:30 UTC of the day before.
    const lordHowe = TimeZone.of('Australia/Lord_Howe');
    expect(lordHowe.toLocal(lordHowe.toUtc(local(2013, 10, 6, 2, 15)))).toBe(local(2013, 10, 6, 2, 30));
  });

  it('answers far outside its table with the offset at the edge', () => {
    expect(newYork.offsetAt(local(2500, 1, 1))).toBe(-5 * 3_600_000);
    expect(newYork.toUtc(newYork.toLocal(-6e13))).toBe(-6e13);
  });
});

it('converts columns as single times', () => {
  const zone = TimeZone.of('America/New_York');
  const times = Float64Array.from({ length: 500 }, (_, i) => local(2013, 1, 1) + i * 86_400_000);
  const expected = Array.from(times, (time) => zone.toUtc(time));
  expect(Array.from(zone.toUtcColumn(times))).toEqual(expected);
  zone.toUtcColumn(times, times);
  expect(Array.from(times)).toEqual(expected);
});
