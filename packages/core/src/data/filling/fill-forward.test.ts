import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuxiliaryType, DelistingType } from '../../market/auxiliary-event.ts';
import { Decimal } from '../../numeric/decimal.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, Resolution } from '../../time/resolution.ts';
import { TimeZone } from '../../time/time-zone.ts';
import {
  at,
  configOf,
  dayNumber,
  describeItems,
  events,
  forexMarket,
  indexExchange,
  itemsOf,
  localBars,
  NEW_YORK,
  stockExchange,
  subscribe,
  text,
  tradeBars,
  UTC,
} from '../subscription-fixtures.ts';

const minuteStarts = (from: string, count: number): number[] =>
  Array.from({ length: count }, (_, i) => at(from) + i * MS_PER_MINUTE);

describe('minute bars on their own grid', () => {
  const config = configOf(stockExchange());

  it('fills gaps inside a session and repeats the last row', () => {
    const bars = localBars(config, [at('2015-06-25 09:30'), at('2015-06-25 09:33')]);
    expect(describeItems(config, itemsOf(subscribe(config, [bars])))).toEqual([
      '2015-06-25 09:31 | 2015-06-25 09:30 - 2015-06-25 09:31 | 1',
      '2015-06-25 09:32 | 2015-06-25 09:31 - 2015-06-25 09:32 | 1*',
      '2015-06-25 09:33 | 2015-06-25 09:32 - 2015-06-25 09:33 | 1*',
      '2015-06-25 09:34 | 2015-06-25 09:33 - 2015-06-25 09:34 | 2',
    ]);
  });

  it('seeds the open from the pre-market, whose own bars are left out', () => {
    const bars = localBars(config, [at('2015-06-25 09:28'), at('2015-06-25 09:32')]);
    expect(describeItems(config, itemsOf(subscribe(config, [bars])))).toEqual([
      '2015-06-25 09:31 | 2015-06-25 09:30 - 2015-06-25 09:31 | 1*',
      '2015-06-25 09:32 | 2015-06-25 09:31 - 2015-06-25 09:32 | 1*',
      '2015-06-25 09:33 | 2015-06-25 09:32 - 2015-06-25 09:33 | 2',
    ]);
  });

  it('fills to the end of the subscription, in market hours only', () => {
    const bars = localBars(config, [at('2015-06-25 15:57')]);
    const endUtc = NEW_YORK.toUtc(at('2015-06-26 00:00'));
    const ends = itemsOf(subscribe(config, [bars], { endUtc })).map((item) => text(NEW_YORK.toLocal(item.emit)));
    expect(ends).toEqual(['2015-06-25 15:58', '2015-06-25 15:59', '2015-06-25 16:00']);
  });

  it('does nothing when the subscription does not ask for it', () => {
    const bare = configOf(stockExchange(), { fillForward: false });
    const bars = localBars(bare, [at('2015-06-25 09:30'), at('2015-06-25 09:33')]);
    const endUtc = NEW_YORK.toUtc(at('2015-06-26 00:00'));
    expect(itemsOf(subscribe(bare, [bars], { endUtc })).map((item) => item.value)).toEqual([1, 2]);
  });

  it('skips early closes and holidays', () => {
    const hours = stockExchange({
      holidays: new Set([dayNumber('2015-11-26')]),
      earlyCloses: new Map([[dayNumber('2015-11-27'), 13 * MS_PER_HOUR]]),
    });
    const halfDay = configOf(hours);
    const bars = localBars(halfDay, [at('2015-11-25 15:59'), at('2015-11-30 09:30')]);
    const items = itemsOf(subscribe(halfDay, [bars]));
    expect(items).toHaveLength(2 + 210);
    expect(describeItems(halfDay, items).at(1)).toMatch(/^2015-11-27 09:31/);
    expect(describeItems(halfDay, items).at(-2)).toMatch(/^2015-11-27 13:00/);
  });

  it('covers extended hours when asked to', () => {
    const extended = configOf(stockExchange(), { extendedMarketHours: true });
    const bars = localBars(extended, [at('2015-06-25 04:00'), at('2015-06-25 19:59')]);
    expect(itemsOf(subscribe(extended, [bars]))).toHaveLength(16 * 60);
  });

  it('ends a session of 390 minutes whatever rows are missing', () => {
    const rows = fc.subarray(
      Array.from({ length: 660 }, (_, i) => i - 120),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(rows, (present) => {
        const open = at('2013-10-07 09:30');
        const starts = present.map((i) => open + i * MS_PER_MINUTE);
        const endUtc = NEW_YORK.toUtc(at('2013-10-08 00:00'));
        const items = itemsOf(subscribe(config, [localBars(config, starts)], { endUtc }));
        const first = Math.max(0, present[0] as number);
        expect(items).toHaveLength(Math.max(0, 390 - first));
        items.forEach((item, i) => {
          expect(item.emit).toBe(NEW_YORK.toUtc(open) + (first + i + 1) * MS_PER_MINUTE);
          const latest = present.findLastIndex((row) => row <= first + i);
          expect(item.value).toBe(latest + 1);
          expect(item.isFill).toBe(present[latest] !== first + i);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('hour bars', () => {
  const config = configOf(stockExchange(), { resolution: Resolution.Hour });

  it('run on the clock hour, and the hour that holds the open counts as open', () => {
    const bars = localBars(config, [at('2015-06-25 14:00'), at('2015-06-26 10:00')]);
    expect(describeItems(config, itemsOf(subscribe(config, [bars])))).toEqual([
      '2015-06-25 15:00 | 2015-06-25 14:00 - 2015-06-25 15:00 | 1',
      '2015-06-25 16:00 | 2015-06-25 15:00 - 2015-06-25 16:00 | 1*',
      '2015-06-26 10:00 | 2015-06-26 09:00 - 2015-06-26 10:00 | 1*',
      '2015-06-26 11:00 | 2015-06-26 10:00 - 2015-06-26 11:00 | 2',
    ]);
  });

  it('on a minute grid are repeated each minute under the times of the hour they describe', () => {
    const bars = localBars(config, [at('2015-06-25 15:00'), at('2015-06-26 09:00')]);
    const items = itemsOf(subscribe(config, [bars], { gridMs: MS_PER_MINUTE }));
    expect(items).toHaveLength(1 + 29 + 1);
    expect(describeItems(config, items).slice(1, 3)).toEqual([
      '2015-06-26 09:31 | 2015-06-25 15:00 - 2015-06-25 16:00 | 1*',
      '2015-06-26 09:32 | 2015-06-25 15:00 - 2015-06-25 16:00 | 1*',
    ]);
  });

  it('on a finer grid start with the market open', () => {
    // An hour bar at midnight and one at 9:00, grid of 15 minutes: one fill, at 9:45.
    const bars = localBars(config, [at('2015-06-25 00:00'), at('2015-06-25 09:00')]);
    const ends = itemsOf(subscribe(config, [bars], { gridMs: 15 * MS_PER_MINUTE }));
    expect(describeItems(config, ends).map((line) => line.slice(0, 16))).toEqual([
      '2015-06-25 09:45',
      '2015-06-25 10:00',
    ]);
  });
});

describe('daily bars from open to close', () => {
  const config = configOf(stockExchange(), { resolution: Resolution.Daily, strictDailyEndTimes: true });
  const day = (exchange: typeof config, date: string, open: string, close: string): [number, number] => {
    const zone = exchange.exchangeHours.timeZone;
    return [zone.toUtc(at(`${date} ${open}`)), zone.toUtc(at(`${date} ${close}`))];
  };

  it('repeat on trading days, with the close of an early-close day', () => {
    const hours = stockExchange({
      holidays: new Set([dayNumber('2015-11-26')]),
      earlyCloses: new Map([[dayNumber('2015-11-27'), 13 * MS_PER_HOUR]]),
    });
    const halfDay = configOf(hours, { resolution: Resolution.Daily, strictDailyEndTimes: true });
    const bars = tradeBars([
      day(halfDay, '2015-11-25', '09:30', '16:00'),
      day(halfDay, '2015-12-01', '09:30', '16:00'),
    ]);
    const endUtc = NEW_YORK.toUtc(at('2015-12-02 00:00'));
    expect(describeItems(halfDay, itemsOf(subscribe(halfDay, [bars], { endUtc })))).toEqual([
      '2015-11-25 16:00 | 2015-11-25 09:30 - 2015-11-25 16:00 | 1',
      '2015-11-27 13:00 | 2015-11-27 09:30 - 2015-11-27 13:00 | 1*',
      '2015-11-30 16:00 | 2015-11-30 09:30 - 2015-11-30 16:00 | 1*',
      '2015-12-01 16:00 | 2015-12-01 09:30 - 2015-12-01 16:00 | 2',
    ]);
  });

  it('on an hour grid come with each full hour and with the close', () => {
    // LEAN's FillForwardStrictEndTimeHour: SPX 2021-01-04 to -15 with data on the 4th and 14th gives 73 points.
    const index = configOf(indexExchange(), { resolution: Resolution.Daily, strictDailyEndTimes: true });
    const bars = tradeBars([day(index, '2021-01-04', '08:30', '15:15'), day(index, '2021-01-14', '08:30', '15:15')]);
    const endUtc = NEW_YORK.toUtc(at('2021-01-16 00:00'));
    const lines = describeItems(index, itemsOf(subscribe(index, [bars], { endUtc, gridMs: MS_PER_HOUR })));
    expect(lines).toHaveLength(73);
    expect(lines.slice(0, 10)).toEqual([
      '2021-01-04 15:15 | 2021-01-04 08:30 - 2021-01-04 15:15 | 1',
      '2021-01-05 09:00 | 2021-01-04 08:30 - 2021-01-04 15:15 | 1*',
      '2021-01-05 10:00 | 2021-01-04 08:30 - 2021-01-04 15:15 | 1*',
      '2021-01-05 11:00 | 2021-01-04 08:30 - 2021-01-04 15:15 | 1*',
      '2021-01-05 12:00 | 2021-01-04 08:30 - 2021-01-04 15:15 | 1*',
      '2021-01-05 13:00 | 2021-01-04 08:30 - 2021-01-04 15:15 | 1*',
      '2021-01-05 14:00 | 2021-01-04 08:30 - 2021-01-04 15:15 | 1*',
      '2021-01-05 15:00 | 2021-01-04 08:30 - 2021-01-04 15:15 | 1*',
      '2021-01-05 15:15 | 2021-01-05 08:30 - 2021-01-05 15:15 | 1*',
      '2021-01-06 09:00 | 2021-01-05 08:30 - 2021-01-05 15:15 | 1*',
    ]);
    expect(lines.at(64)).toBe('2021-01-14 15:15 | 2021-01-14 08:30 - 2021-01-14 15:15 | 2');
    expect(lines.at(-1)).toBe('2021-01-15 15:15 | 2021-01-15 08:30 - 2021-01-15 15:15 | 2*');
  });

  it('on a minute grid come with each minute of the session', () => {
    // LEAN's FillForwardStrictEndTimeMinute: one day of SPX after its last row gives 405 fills.
    const index = configOf(indexExchange(), { resolution: Resolution.Daily, strictDailyEndTimes: true });
    const bars = tradeBars([day(index, '2021-01-14', '08:30', '15:15')]);
    const endUtc = NEW_YORK.toUtc(at('2021-01-16 00:00'));
    const items = itemsOf(subscribe(index, [bars], { endUtc, gridMs: MS_PER_MINUTE }));
    expect(items).toHaveLength(1 + 405);
    expect(items.filter((item) => item.isFill && item.emit - item.end === 0)).toHaveLength(1);
  });
});

describe('daily bars from midnight to midnight', () => {
  it('of forex stand at the data’s midnight on the exchange’s clock, and skip Saturday', () => {
    const config = configOf(forexMarket(), { resolution: Resolution.Daily, dataTimeZone: UTC });
    const bars = tradeBars([
      [Date.UTC(2012, 6, 18), Date.UTC(2012, 6, 19)],
      [Date.UTC(2012, 6, 24), Date.UTC(2012, 6, 25)],
    ]);
    expect(itemsOf(subscribe(config, [bars])).map((item) => new Date(item.emit).toISOString().slice(0, 10))).toEqual([
      '2012-07-19',
      '2012-07-20',
      '2012-07-21',
      '2012-07-23',
      '2012-07-24',
      '2012-07-25',
    ]);
  });

  it('keep the data’s grid through a change of the clocks', () => {
    // LEAN, forex from 2011-03-07 to -14 in New York with data in UTC: the fill across the change lasts to 20:00.
    const config = configOf(forexMarket(), { resolution: Resolution.Daily, dataTimeZone: UTC });
    const bars = tradeBars([
      [Date.UTC(2011, 2, 7), Date.UTC(2011, 2, 8)],
      [Date.UTC(2011, 2, 14), Date.UTC(2011, 2, 15)],
    ]);
    const ends = describeItems(config, itemsOf(subscribe(config, [bars]))).map((line) => line.slice(0, 16));
    expect(ends).toEqual([
      '2011-03-07 19:00',
      '2011-03-08 19:00',
      '2011-03-09 19:00',
      '2011-03-10 19:00',
      '2011-03-11 19:00',
      '2011-03-13 20:00',
      '2011-03-14 20:00',
    ]);
  });

  it('do not overlap the next bar when they start at noon', () => {
    const config = configOf(
      stockExchange({
        week: Array.from({ length: 7 }, () => [{ state: 'market' as const, start: 0, end: MS_PER_DAY }]),
      }),
      {
        resolution: Resolution.Daily,
      },
    );
    const bars = localBars(config, [at('2024-10-31 12:00'), at('2024-11-03 12:00')]);
    expect(itemsOf(subscribe(config, [bars])).map((item) => item.isFill)).toEqual([false, true, true, false]);
  });
});

describe('minutes of a week with a change of the clocks', () => {
  it.each([
    ['2011-03-07', 7234],
    ['2011-10-31', 7114],
  ])('from %s LEAN fills %i forex minutes with data in UTC', (from, count) => {
    // The forex market of these counts rests from 16:59 to 17:04 New York on weekdays.
    const rest = [
      { state: 'market' as const, start: 0, end: at('1970-01-01 16:59') },
      { state: 'market' as const, start: at('1970-01-01 17:04'), end: MS_PER_DAY },
    ];
    const hours = stockExchange({ week: [rest.slice(1), rest, rest, rest, rest, rest.slice(0, 1), []] });
    const config = configOf(hours, { dataTimeZone: UTC });
    const start = at(`${from} 00:00`);
    const bars = tradeBars([
      [start, start + MS_PER_MINUTE],
      [start + 7 * MS_PER_DAY, start + 7 * MS_PER_DAY + MS_PER_MINUTE],
    ]);
    expect(itemsOf(subscribe(config, [bars])).filter((item) => item.isFill)).toHaveLength(count);
  });
});

describe('corporate events', () => {
  const config = configOf(stockExchange(), { resolution: Resolution.Daily });
  const symbol = config.symbol;
  const price = Decimal.fromNumber(0);

  it('let fills end with them and are not repeated', () => {
    const timeMs = NEW_YORK.toUtc(at('2015-06-27 00:00'));
    const dividend = { type: AuxiliaryType.Dividend, symbol, timeMs, distribution: price, referencePrice: price };
    const batches = [
      localBars(config, [at('2015-06-24 00:00')]),
      events(dividend),
      localBars(config, [at('2015-06-29 00:00')], 2),
    ];
    expect(describeItems(config, itemsOf(subscribe(config, batches)))).toEqual([
      '2015-06-25 00:00 | 2015-06-24 00:00 - 2015-06-25 00:00 | 1',
      '2015-06-26 00:00 | 2015-06-25 00:00 - 2015-06-26 00:00 | 1*',
      '2015-06-27 00:00 | 2015-06-26 00:00 - 2015-06-27 00:00 | 1*',
      '2015-06-27 00:00 | 2015-06-27 00:00 - 2015-06-27 00:00 | NaN',
      '2015-06-30 00:00 | 2015-06-29 00:00 - 2015-06-30 00:00 | 2',
    ]);
  });

  it('a delisting ends the fills', () => {
    const timeMs = NEW_YORK.toUtc(at('2015-06-26 00:00'));
    const delisting = { type: AuxiliaryType.Delisting, symbol, timeMs, delistingType: DelistingType.Delisted, price };
    const batches = [localBars(config, [at('2015-06-24 00:00')]), events(delisting)];
    const endUtc = NEW_YORK.toUtc(at('2015-07-10 00:00'));
    expect(itemsOf(subscribe(config, batches, { endUtc })).map((item) => item.isFill)).toEqual([false, true, false]);
  });
});

describe('any subscription', () => {
  const zones = [NEW_YORK, UTC, TimeZone.of('UTC-05')];
  const scenario = fc.record({
    hours: fc.constantFrom(stockExchange(), forexMarket(), indexExchange()),
    zone: fc.constantFrom(...zones),
    resolution: fc.constantFrom(Resolution.Minute, Resolution.Hour),
    gridMs: fc.constantFrom(MS_PER_MINUTE, MS_PER_HOUR, MS_PER_DAY),
    extended: fc.boolean(),
    rows: fc.uniqueArray(fc.nat(400), { minLength: 1, maxLength: 30 }),
    startDay: fc.constantFrom('2011-03-09', '2011-11-02', '2015-06-24'),
    sizes: fc.array(fc.integer({ min: 1, max: 7 })),
  });

  it('is in order, keeps every row in market hours, fills only when open, and does not depend on batch sizes', () => {
    fc.assert(
      fc.property(scenario, ({ hours, zone, resolution, gridMs, extended, rows, startDay, sizes }) => {
        const config = configOf(hours, { resolution, dataTimeZone: zone, extendedMarketHours: extended });
        const step = config.incrementMs;
        const first = Math.ceil(at(`${startDay} 00:00`) / step) * step;
        const times = rows.toSorted((a, b) => a - b).map((row) => first + row * step);
        const intervals = times.map((time): [number, number] => [time, time + step]);
        const items = itemsOf(subscribe(config, [tradeBars(intervals)], { gridMs }));
        const isOpen = (start: number, end: number): boolean =>
          hours.isOpenBetween(hours.timeZone.toLocal(start), hours.timeZone.toLocal(end), extended);
        items.forEach((item, i) => {
          if (i > 0) expect(item.emit).toBeGreaterThan((items[i - 1] as typeof item).emit);
          expect(isOpen(item.emit - step, item.emit)).toBe(true);
        });
        expect(items.filter((item) => !item.isFill).map((item) => item.emit)).toEqual(
          intervals.filter(([start, end]) => isOpen(start, end)).map(([, end]) => end),
        );
        const pieces = [];
        for (let from = 0, i = 0; from < intervals.length; i++) {
          const size = sizes[i] ?? 3;
          pieces.push(tradeBars(intervals.slice(from, from + size), from + 1));
          from += size;
        }
        expect(itemsOf(subscribe(config, pieces, { gridMs }))).toEqual(items);
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same items when every batch has to be awaited', async () => {
    const config = configOf(stockExchange());
    const batches = [
      localBars(config, minuteStarts('2015-06-25 09:30', 3)),
      localBars(config, minuteStarts('2015-06-25 09:36', 2), 4),
      localBars(config, []),
    ];
    const endUtc = NEW_YORK.toUtc(at('2015-06-25 09:40'));
    const expected = itemsOf(subscribe(config, batches, { endUtc }));
    const slow = subscribe(config, batches, { endUtc, isSlow: true });
    const emits: number[] = [];
    for (await slow.advance(); slow.emitUtc !== Number.POSITIVE_INFINITY; await slow.advance())
      emits.push(slow.emitUtc);
    expect(emits).toEqual(expected.map((item) => item.emit));
    expect(emits).toHaveLength(10);
  });
});
