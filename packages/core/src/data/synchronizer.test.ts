import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuxiliaryType } from '../market/auxiliary-event.ts';
import { DataKind } from '../market/data-batch.ts';
import { SecurityType } from '../market/security-type.ts';
import { TickType } from '../market/tick-type.ts';
import { Decimal } from '../numeric/decimal.ts';
import { MS_PER_HOUR, MS_PER_MINUTE, Resolution } from '../time/resolution.ts';
import { FillForwardResolution } from './filling/fill-forward-resolution.ts';
import { Subscription } from './subscription.ts';
import {
  at,
  configOf,
  events,
  localBars,
  NEW_YORK,
  sourceOf,
  stockExchange,
  subscribe,
  text,
  tradeBars,
} from './subscription-fixtures.ts';
import { Synchronizer } from './synchronizer.ts';
import type { TimeSlice } from './time-slice.ts';

const exchange = stockExchange();

interface Seen {
  readonly utcMs: number;
  readonly points: readonly string[];
}

/** A copy of what a slice holds: ticker and row of each point. */
function copy(slice: TimeSlice): Seen {
  const points = slice.points.slice(0, slice.count).map((point) => {
    const name = point.subscription.config.symbol.value;
    return point.auxiliary === null ? `${name}${point.row}${point.isFillForward ? '*' : ''}` : `${name}!`;
  });
  return { utcMs: slice.utcMs, points };
}

function allSlices(synchronizer: Synchronizer): Seen[] {
  const seen: Seen[] = [];
  for (let slice = synchronizer.next(); slice !== null; slice = synchronizer.next())
    seen.push(copy(slice as TimeSlice));
  return seen;
}

function minutes(ticker: string, starts: readonly string[], fillForward = false): Subscription {
  const config = configOf(exchange, { ticker, fillForward });
  return subscribe(config, [
    localBars(
      config,
      starts.map((start) => at(`2015-06-25 ${start}`)),
    ),
  ]);
}

describe('Synchronizer', () => {
  it('makes one slice per instant and leaves out who has no data', () => {
    const synchronizer = new Synchronizer();
    void synchronizer.add(minutes('A', ['09:30', '09:31', '09:33']));
    void synchronizer.add(minutes('B', ['09:31', '09:32']));
    expect(
      allSlices(synchronizer).map(({ utcMs, points }) => `${text(NEW_YORK.toLocal(utcMs)).slice(11)} ${points.join()}`),
    ).toEqual(['09:31 A0', '09:32 A1,B0', '09:33 B1', '09:34 A2']);
    expect(synchronizer.subscriptions).toEqual([]);
    expect(synchronizer.next()).toBeNull();
  });

  it('orders by security type, tick type and ticker, then by insertion', () => {
    const starts = [at('2015-06-25 09:30')];
    const synchronizer = new Synchronizer();
    const add = (ticker: string, securityType: SecurityType, tickType: TickType = TickType.Trade): void => {
      const config = configOf(exchange, { ticker, securityType, tickType, fillForward: false });
      void synchronizer.add(subscribe(config, [localBars(config, starts)]));
    };
    add('X', SecurityType.Crypto);
    add('B', SecurityType.Equity, TickType.Quote);
    add('b', SecurityType.Equity);
    add('C', SecurityType.Equity);
    add('A', SecurityType.Equity);
    add('a', SecurityType.Forex);
    const [slice] = [synchronizer.next() as TimeSlice];
    expect(
      slice.points.map(
        ({ subscription: { config } }) => `${config.symbol.value}${config.symbol.securityType}${config.tickType}`,
      ),
    ).toEqual(['A10', 'B10', 'C10', 'B11', 'A40', 'X70']);
  });

  it('keeps the order of insertion of two resolutions of one security', () => {
    const hour = configOf(exchange, { resolution: Resolution.Hour, fillForward: false });
    const minute = configOf(exchange, { fillForward: false });
    const synchronizer = new Synchronizer();
    void synchronizer.add(subscribe(hour, [localBars(hour, [at('2015-06-25 10:00')])]));
    void synchronizer.add(subscribe(minute, [localBars(minute, [at('2015-06-25 10:59')])]));
    const slice = synchronizer.next() as TimeSlice;
    expect(slice.points.slice(0, slice.count).map((point) => point.endTimeMs - point.timeMs)).toEqual([
      MS_PER_HOUR,
      MS_PER_MINUTE,
    ]);
  });

  it('takes an event and a bar that are visible at the same instant from one subscription', () => {
    const config = configOf(exchange, { ticker: 'A', fillForward: false });
    const time = NEW_YORK.toUtc(at('2015-06-25 09:31'));
    const zero = Decimal.fromNumber(0);
    const dividend = {
      type: AuxiliaryType.Dividend,
      symbol: config.symbol,
      timeMs: time,
      distribution: zero,
      referencePrice: zero,
    };
    const synchronizer = new Synchronizer();
    const batches = [events(dividend), localBars(config, [at('2015-06-25 09:30')])];
    void synchronizer.add(subscribe(config, batches));
    const slice = synchronizer.next() as TimeSlice;
    expect(copy(slice)).toEqual({ utcMs: time, points: ['A!', 'A0'] });
    expect(slice.points[0]).toMatchObject({ kind: DataKind.Auxiliary, batch: null, auxiliary: dividend });
    expect(slice.points[1]).toMatchObject({ kind: DataKind.TradeBar, auxiliary: null });
    expect(slice.dataPointCount).toBe(2);
  });

  it('tells the instant of the next slice', () => {
    const synchronizer = new Synchronizer();
    expect(synchronizer.peekUtc()).toBe(Number.POSITIVE_INFINITY);
    void synchronizer.add(minutes('A', ['09:30', '09:45']));
    expect(text(NEW_YORK.toLocal(synchronizer.peekUtc()))).toBe('2015-06-25 09:31');
    void synchronizer.next();
    expect(text(NEW_YORK.toLocal(synchronizer.peekUtc()))).toBe('2015-06-25 09:46');
    void synchronizer.next();
    expect(synchronizer.peekUtc()).toBe(Number.POSITIVE_INFINITY);
  });

  it('never goes back for a subscription that is added late', () => {
    const synchronizer = new Synchronizer();
    void synchronizer.add(minutes('B', ['09:30', '09:31', '09:32']));
    void synchronizer.next();
    void synchronizer.next();
    void synchronizer.add(minutes('A', ['09:30', '09:32']));
    expect(
      allSlices(synchronizer).map(({ utcMs, points }) => `${text(NEW_YORK.toLocal(utcMs)).slice(11)} ${points.join()}`),
    ).toEqual(['09:32 A0', '09:33 A1,B2']);
  });

  it('removes one subscription or all of a security', () => {
    const synchronizer = new Synchronizer();
    const [a, b] = [minutes('A', ['09:30', '09:31']), minutes('B', ['09:30', '09:31', '09:32'])];
    for (const subscription of [a, b, minutes('A', ['09:31']), minutes('C', ['09:30', '09:32'])])
      void synchronizer.add(subscription);
    const slice = synchronizer.next() as TimeSlice;
    synchronizer.remove(a.config.symbol);
    expect(a.removed).toBe(true);
    expect(slice.count).toBe(3);
    slice.discard(a);
    expect(copy(slice).points).toEqual(['B0', 'C0']);
    synchronizer.remove(b);
    expect(allSlices(synchronizer).map(({ points }) => points)).toEqual([['C1']]);
  });

  it('awaits sources without changing what comes out', async () => {
    const build = (isSlow: boolean): Subscription[] =>
      ['B', 'A', 'C'].map((ticker, k) => {
        const config = configOf(exchange, { ticker });
        const batches = [0, 1, 2].map((i) =>
          localBars(config, [at('2015-06-25 09:30') + (i * (k + 1) + k) * MS_PER_MINUTE], i),
        );
        return subscribe(config, batches, { isSlow });
      });
    const direct = new Synchronizer();
    for (const subscription of build(false)) void direct.add(subscription);
    const expected = allSlices(direct);
    const slow = new Synchronizer();
    for (const subscription of build(true)) await slow.add(subscription);
    const seen: Seen[] = [];
    for (let slice = await slow.next(); slice !== null; slice = await slow.next()) {
      const { utcMs, points } = copy(slice);
      seen.push({ utcMs, points: points.toSorted() });
    }
    expect(seen).toEqual(expected.map(({ utcMs, points }) => ({ utcMs, points: points.toSorted() })));
    expect(seen.length).toBeGreaterThan(5);
  });

  it('equals a sort of everything by instant, then subscription', () => {
    const rows = fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 5 }), (all) => {
        const synchronizer = new Synchronizer();
        const open = NEW_YORK.toUtc(at('2015-06-25 09:30'));
        const expected: [number, number, number][] = [];
        all.forEach((list, k) => {
          const config = configOf(exchange, { ticker: `T${k}`, fillForward: false });
          const starts = list.toSorted((a, b) => a - b).map((row) => open + row * MS_PER_MINUTE);
          starts.forEach((start, row) => expected.push([start + MS_PER_MINUTE, k, row]));
          void synchronizer.add(subscribe(config, [tradeBars(starts.map((start) => [start, start + MS_PER_MINUTE]))]));
        });
        expected.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        const flat = allSlices(synchronizer).flatMap(({ utcMs, points }) => points.map((point) => `${utcMs} ${point}`));
        expect(flat).toEqual(expected.map(([utc, k, row]) => `${utc} T${k}${row}`));
      }),
    );
  });

  it('gives the same whether rows come in one batch or one by one, also when subscriptions come and go', () => {
    const stream = fc.record({
      isHourly: fc.boolean(),
      fillForward: fc.boolean(),
      left: fc.uniqueArray(fc.nat(90), { maxLength: 12 }),
    });
    const change = fc.record({ after: fc.nat(120), adds: fc.boolean() });
    const scenario = fc.record({
      streams: fc.array(stream, { minLength: 1, maxLength: 4 }),
      changes: fc.array(change, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(scenario, ({ streams, changes }) => {
        const play = (isSplit: boolean): Seen[] => {
          const synchronizer = new Synchronizer();
          const open = (each: (typeof streams)[number], k: number, from: number): Subscription => {
            const resolution = each.isHourly ? Resolution.Hour : Resolution.Minute;
            const config = configOf(exchange, { ticker: `T${k}`, resolution, fillForward: each.fillForward });
            const rows = Array.from({ length: 90 }, (_, row) => row).filter((row) => !each.left.includes(row));
            const begin = at(each.isHourly ? '2015-06-24 09:00' : '2015-06-25 14:50');
            const starts = rows.map((row) => begin + row * config.incrementMs).filter((_, row) => row >= from);
            const batch = localBars(config, starts);
            return subscribe(config, isSplit ? starts.map((start) => localBars(config, [start])) : [batch]);
          };
          const opened = streams.map((each, k) => open(each, k, 0));
          for (const subscription of opened) void synchronizer.add(subscription);
          const seen: Seen[] = [];
          const times = (slice: TimeSlice): string[] =>
            slice.points
              .slice(0, slice.count)
              .map(
                ({ subscription, timeMs, endTimeMs, isFillForward }) =>
                  `${subscription.config.symbol.value} ${timeMs} ${endTimeMs} ${isFillForward}`,
              );
          for (let slice = synchronizer.next(); slice !== null; slice = synchronizer.next()) {
            seen.push({ utcMs: (slice as TimeSlice).utcMs, points: times(slice as TimeSlice) });
            changes.forEach(({ after, adds }, i) => {
              if (after !== seen.length) return;
              if (adds) void synchronizer.add(open(streams[0] as (typeof streams)[number], 10 + i, 40));
              else if (opened.length > 1) synchronizer.remove(opened.pop() as Subscription);
            });
            expect(synchronizer.peekUtc()).toBeGreaterThanOrEqual(synchronizer.frontierUtc);
          }
          return seen;
        };
        expect(play(false)).toEqual(play(true));
      }),
      { numRuns: 60 },
    );
  });

  it('fills a daily subscription on the minute grid of another', () => {
    const grid = new FillForwardResolution();
    const daily = configOf(exchange, { ticker: 'D', resolution: Resolution.Daily, strictDailyEndTimes: true });
    const minute = configOf(exchange, { ticker: 'M' });
    const endUtc = NEW_YORK.toUtc(at('2015-06-27 00:00'));
    const open = (config: typeof daily, batch: ReturnType<typeof tradeBars>): Subscription =>
      new Subscription(config, sourceOf([batch]), { startUtc: 0, endUtc, fillForwardResolution: grid });
    const synchronizer = new Synchronizer();
    const day = ['09:30', '16:00'].map((time) => NEW_YORK.toUtc(at(`2015-06-25 ${time}`)));
    void synchronizer.add(open(daily, tradeBars([[day[0] as number, day[1] as number]])));
    void synchronizer.add(open(minute, localBars(minute, [at('2015-06-25 09:30')])));
    const slices = allSlices(synchronizer);
    expect(slices).toHaveLength(780);
    expect(slices[388]?.points).toEqual(['M0*']);
    expect(slices[389]?.points).toEqual(['D0', 'M0*']);
    expect(slices.slice(390).every(({ points }) => points.join() === 'D0*,M0*')).toBe(true);
  });
});

describe('FillForwardResolution', () => {
  const minute = configOf(exchange, { ticker: 'M' });
  const hour = configOf(exchange, { ticker: 'H', resolution: Resolution.Hour, fillForward: false });
  const daily = configOf(exchange, { ticker: 'D', resolution: Resolution.Daily });
  const internal = configOf(exchange, { ticker: 'I', isInternal: true });
  const tick = configOf(exchange, { ticker: 'T', resolution: Resolution.Tick });

  it('is the smallest resolution that the strategy asked for', () => {
    const grid = new FillForwardResolution();
    expect(grid.ms).toBe(MS_PER_MINUTE);
    expect(grid.beforeAdd(daily, [])).toBe(true);
    expect(grid.ms).toBe(24 * MS_PER_HOUR);
    expect(grid.beforeAdd(hour, [{ config: daily }])).toBe(true);
    expect(grid.beforeAdd(daily, [{ config: daily }, { config: hour }])).toBe(false);
    expect(grid.ms).toBe(MS_PER_HOUR);
  });

  it('is not lowered by internal subscriptions and ticks', () => {
    const grid = new FillForwardResolution();
    grid.beforeAdd(daily, [{ config: internal }, { config: tick }]);
    expect(grid.beforeAdd(internal, [{ config: daily }])).toBe(false);
    expect(grid.beforeAdd(tick, [{ config: daily }])).toBe(false);
    expect(grid.ms).toBe(24 * MS_PER_HOUR);
  });

  it('rises when the last subscription of the smallest resolution is removed', () => {
    const grid = new FillForwardResolution();
    expect(grid.afterRemove(minute, [{ config: minute }, { config: daily }])).toBe(false);
    expect(grid.afterRemove(hour, [{ config: daily }])).toBe(false);
    expect(grid.afterRemove(minute, [{ config: hour }, { config: daily }])).toBe(true);
    expect(grid.ms).toBe(MS_PER_HOUR);
    expect(grid.afterRemove(hour, [{ config: internal }])).toBe(true);
    expect(grid.ms).toBe(MS_PER_MINUTE);
  });
});
