import fc from 'fast-check';
import { Duration } from 'luxon';
import { describe, expect, it } from 'vitest';
import { Bar } from '../market/bar.ts';
import { DataKind } from '../market/data-batch.ts';
import { QuoteBar } from '../market/quote-bar.ts';
import { SecurityType } from '../market/security-type.ts';
import { SecuritySymbol } from '../market/symbol.ts';
import { TradeBar } from '../market/trade-bar.ts';
import { MarketHoursDatabase } from '../market-hours/market-hours-database.ts';
import { TimeZone } from '../time/time-zone.ts';
import { Calendar } from './calendar-periods.ts';
import type { Consolidator } from './consolidator.ts';
import { ConsolidatorScanQueue } from './consolidator-scan-queue.ts';
import { IdentityConsolidator } from './identity-consolidator.ts';
import { MarketHourAwareConsolidator } from './market-hour-aware-consolidator.ts';
import { QuoteBarConsolidator } from './quote-bar-consolidator.ts';
import { TradeBarConsolidator } from './trade-bar-consolidator.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const newYork = TimeZone.of('America/New_York');
const symbolOf = (ticker: string): SecuritySymbol =>
  new SecuritySymbol(ticker, { ticker, securityType: SecurityType.Equity, market: 'usa' });
const spy = symbolOf('SPY');
const hours = MarketHoursDatabase.builtIn().entry('usa', 'SPY', SecurityType.Equity).exchangeHours;

/** Local ms of `2013-10-07 09:30`. */
function local(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

function bar(start: string | number, price: number, length = MINUTE, symbol = spy): TradeBar {
  const from = typeof start === 'number' ? start : newYork.toUtc(local(start));
  return new TradeBar(symbol, from, from + length, price, price + 1, price - 1, price + 0.5, 100, newYork);
}

function time(utc: number): string {
  return new Date(newYork.toLocal(utc)).toISOString().slice(0, 16).replace('T', ' ');
}

function show(each: TradeBar | QuoteBar): string {
  return `${time(each.timeMs)} - ${time(each.endTimeMs)}`;
}

/** Collects what a consolidator makes. */
function collect<T extends TradeBar | QuoteBar>(consolidator: Consolidator<T>): T[] {
  const made: T[] = [];
  consolidator.onDataConsolidated((_, each) => made.push(each));
  return made;
}

/** Minute bars with gaps, as `[minute, price in cents]`. */
const minutes = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 99_999 })), {
    selector: ([minute]) => minute,
    minLength: 1,
    maxLength: 80,
  })
  .map((rows) => rows.sort((a, b) => a[0] - b[0]));

describe('a fixed period', () => {
  it('behavior: gives the same bars as grouping by brute force, whatever the gaps', () => {
    fc.assert(
      fc.property(minutes, fc.constantFrom(2, 5, 7, 30, 60), fc.boolean(), (rows, length, scans) => {
        const start = newYork.toUtc(local('2013-10-07 00:00'));
        const consolidator = new TradeBarConsolidator(Duration.fromObject({ minutes: length }));
        const made = collect(consolidator);
        for (const [minute, cents] of rows) {
          const input = bar(start + minute * MINUTE, cents / 100);
          consolidator.update(input);
          if (scans) consolidator.scan(newYork.toLocal(input.endTimeMs));
        }
        consolidator.scan(local('2013-10-08 00:00'));
        const groups = new Map<number, [number, number][]>();
        // Periods are counted from 0001-01-01, on the clock.
        const first = (newYork.toLocal(start) - Date.parse('0001-01-01T00:00Z')) / MINUTE;
        for (const row of rows) {
          const key = Math.floor((first + row[0]) / length);
          groups.set(key, [...(groups.get(key) ?? []), row]);
        }
        const expected = [...groups].map(([key, group]) => {
          const prices = group.map(([, cents]) => cents / 100);
          return {
            from: start + (key * length - first) * MINUTE,
            to: start + ((key + 1) * length - first) * MINUTE,
            open: prices[0],
            high: Math.max(...prices) + 1,
            low: Math.min(...prices.map((price) => price - 1)),
            close: (prices.at(-1) as number) + 0.5,
            volume: 100 * group.length,
          };
        });
        const actual = made.map(({ timeMs, endTimeMs, open, high, low, close, volume }) => ({
          from: timeMs,
          to: endTimeMs,
          open,
          high,
          low,
          close,
          volume,
        }));
        expect(actual).toEqual(expected);
      }),
    );
  });

  it('goes by the clock of the exchange when the clocks change', () => {
    // New York falls back on 2013-11-03: the hour from 1:00 comes twice and makes one bar.
    const consolidator = new TradeBarConsolidator({ periodMs: HOUR });
    const made = collect(consolidator);
    const midnight = newYork.toUtc(local('2013-11-03 00:00'));
    for (let i = 0; i < 5 * 60; i++) consolidator.update(bar(midnight + i * MINUTE, 10 + i));
    expect(made.map(show)).toEqual([
      '2013-11-03 00:00 - 2013-11-03 01:00',
      '2013-11-03 01:00 - 2013-11-03 02:00',
      '2013-11-03 02:00 - 2013-11-03 03:00',
    ]);
    expect(made.map((each) => each.volume)).toEqual([6_000, 12_000, 6_000]);
    // It springs forward on 2013-03-10: a day has 23 hours.
    const daily = new TradeBarConsolidator(Duration.fromObject({ days: 1 }));
    const days = collect(daily);
    for (let i = 0; i < 47; i++) daily.update(bar(newYork.toUtc(local('2013-03-10 00:00')) + i * HOUR, 10, HOUR));
    daily.scan(local('2013-03-12 00:00'));
    expect(days.map((each) => each.endTimeMs - each.timeMs)).toEqual([23 * HOUR, 24 * HOUR]);
    expect(days.map((each) => each.volume)).toEqual([2_300, 2_400]);
  });

  it('starts bars longer than a day with their first input, or at an anchor', () => {
    const free = new TradeBarConsolidator({ periodMs: 2 * DAY });
    const anchored = new TradeBarConsolidator({ periodMs: 2 * HOUR, startTimeMs: 9.5 * HOUR });
    const [freeBars, anchoredBars] = [collect(free), collect(anchored)];
    for (const each of ['2013-10-07 09:31', '2013-10-09 09:30', '2013-10-09 09:31']) free.update(bar(each, 10));
    for (const each of ['2013-10-07 09:00', '2013-10-07 09:31', '2013-10-07 12:00']) anchored.update(bar(each, 10));
    expect(freeBars.map(show)).toEqual(['2013-10-07 09:31 - 2013-10-09 09:31']);
    expect(anchoredBars.map(show)).toEqual([
      '2013-10-07 07:30 - 2013-10-07 09:30',
      '2013-10-07 09:30 - 2013-10-07 11:30',
    ]);
  });

  it('finishes a bar by time once, and not before its end', () => {
    const consolidator = new TradeBarConsolidator({ periodMs: 5 * MINUTE });
    const made = collect(consolidator);
    consolidator.update(bar('2013-10-07 09:30', 10));
    consolidator.scan(local('2013-10-07 09:34'));
    expect(made).toEqual([]);
    expect(show(consolidator.workingData as TradeBar)).toBe('2013-10-07 09:30 - 2013-10-07 09:35');
    consolidator.scan(local('2013-10-07 09:35'));
    consolidator.scan(local('2013-10-07 09:40'));
    expect(made.map(show)).toEqual(['2013-10-07 09:30 - 2013-10-07 09:35']);
    expect(consolidator.consolidated).toBe(made[0]);
    expect(consolidator.workingData).toBeNull();
  });

  it('refuses longer input, other securities and impossible periods', () => {
    const consolidator = new TradeBarConsolidator({ periodMs: MINUTE });
    expect(() => consolidator.update(bar('2013-10-07 09:00', 10, HOUR))).toThrow(/must not be longer/);
    const other = new TradeBarConsolidator(3);
    other.update(bar('2013-10-07 09:30', 10));
    expect(() => other.update(bar('2013-10-07 09:31', 10, MINUTE, symbolOf('AAPL')))).toThrow(
      /one consolidator per security/,
    );
    expect(() => new TradeBarConsolidator(0)).toThrow(/count of 0/);
    expect(() => new TradeBarConsolidator({ periodMs: -1 })).toThrow(/period of -1/);
  });

  it('starts afresh after a reset', () => {
    const consolidator = new TradeBarConsolidator({ periodMs: 5 * MINUTE });
    const made = collect(consolidator);
    consolidator.update(bar('2013-10-07 09:30', 10));
    consolidator.reset();
    consolidator.update(bar('2013-10-01 09:30', 20, MINUTE, symbolOf('AAPL')));
    consolidator.scan(local('2013-10-01 09:35'));
    expect(made.map((each) => [each.symbol.value, each.open])).toEqual([['AAPL', 20]]);
  });
});

describe('other periods', () => {
  it('counts inputs and ends with the last', () => {
    const consolidator = new TradeBarConsolidator(3);
    const made = collect(consolidator);
    for (const each of ['2013-10-07 09:30', '2013-10-07 09:35', '2013-10-07 09:50', '2013-10-07 09:51'])
      consolidator.update(bar(each, 10));
    expect(made.map(show)).toEqual(['2013-10-07 09:30 - 2013-10-07 09:51']);
    expect(made[0]?.volume).toBe(300);
    expect(consolidator.workingData?.volume).toBe(100);
  });

  it('takes a count or a time, whichever comes first', () => {
    const consolidator = new TradeBarConsolidator(Duration.fromObject({ minutes: 10 }), 3);
    const made = collect(consolidator);
    for (const each of ['09:30', '09:31', '09:32', '09:40', '09:50'])
      consolidator.update(bar(`2013-10-07 ${each}`, 10));
    // The input that shows that time is over still belongs to the bar.
    expect(made.map((each) => [show(each), each.volume])).toEqual([
      ['2013-10-07 09:30 - 2013-10-07 09:40', 300],
      ['2013-10-07 09:40 - 2013-10-07 09:50', 200],
    ]);
  });

  it('follows the calendar', () => {
    const made = (calendar: typeof Calendar.weekly): string[] => {
      const consolidator = new TradeBarConsolidator(calendar);
      const bars = collect(consolidator);
      for (const each of ['2013-10-09', '2013-10-13', '2013-10-14', '2013-11-05', '2014-01-07'])
        consolidator.update(bar(`${each} 12:00`, 10));
      return bars.map((each) => show(each).replaceAll(' 00:00', ''));
    };
    expect(made(Calendar.weekly)).toEqual([
      '2013-10-07 - 2013-10-14',
      '2013-10-14 - 2013-10-21',
      '2013-11-04 - 2013-11-11',
    ]);
    expect(made(Calendar.monthly)).toEqual(['2013-10-01 - 2013-11-01', '2013-11-01 - 2013-12-01']);
    expect(made(Calendar.quarterly)).toEqual(['2013-10-01 - 2014-01-01']);
    expect(made(Calendar.yearly)).toEqual(['2013-01-01 - 2014-01-01']);
  });

  it('passes each end time on once', () => {
    const identity = new IdentityConsolidator<TradeBar>();
    const made = collect(identity);
    const first = bar('2013-10-07 09:30', 10);
    for (const each of [first, first, bar('2013-10-07 09:30', 11), bar('2013-10-07 09:31', 12)]) identity.update(each);
    expect(made.map((each) => each.open)).toEqual([10, 12]);
  });
});

describe('quote bars', () => {
  const quote = (start: string, bid: number | null, ask: number | null): QuoteBar => {
    const from = newYork.toUtc(local(start));
    const side = (price: number | null): Bar | null =>
      price === null ? null : new Bar(price, price + 1, price - 1, price);
    return new QuoteBar(spy, from, from + MINUTE, side(bid), 5, side(ask), 6, newYork);
  };

  it('open at the close of the last, side by side', () => {
    const consolidator = new QuoteBarConsolidator(2);
    const made = collect(consolidator);
    consolidator.update(quote('2013-10-07 09:30', 10, null));
    consolidator.update(quote('2013-10-07 09:31', 12, 20));
    consolidator.update(quote('2013-10-07 09:32', 30, null));
    consolidator.update(quote('2013-10-07 09:33', 31, null));
    const sides = made.map(({ bid, ask }) =>
      [bid, ask].map((side) => side && [side.open, side.high, side.low, side.close]),
    );
    expect(sides).toEqual([
      [
        [10, 13, 9, 12],
        [20, 21, 19, 20],
      ],
      [
        [12, 32, 12, 31],
        [20, 20, 20, 20],
      ],
    ]);
    expect(made[0]?.close).toBe(16);
    expect([made[1]?.lastBidSize, made[1]?.lastAskSize]).toEqual([5, 6]);
  });
});

describe('market hours', () => {
  const make = (periodMs: number, extended = false, strict = true): MarketHourAwareConsolidator =>
    new MarketHourAwareConsolidator({
      symbol: spy,
      exchangeHours: hours,
      periodMs,
      dailyStrictEndTime: strict,
      extendedMarketHours: extended,
      kind: DataKind.TradeBar,
    });

  function feed(consolidator: MarketHourAwareConsolidator, from: string, to: string, length = MINUTE): void {
    for (let at = newYork.toUtc(local(from)); at < newYork.toUtc(local(to)); at += length) {
      consolidator.update(bar(at, 10, length));
      consolidator.scan(newYork.toLocal(at + length));
    }
  }

  it('make daily bars from open to close of the minutes between them', () => {
    const consolidator = make(DAY);
    const made = collect(consolidator);
    feed(consolidator, '2013-11-27 04:00', '2013-11-29 20:00');
    // Thanksgiving is closed, the day after closes at 13:00.
    expect(made.map(show)).toEqual(['2013-11-27 09:30 - 2013-11-27 16:00', '2013-11-29 09:30 - 2013-11-29 13:00']);
    expect((made[0] as TradeBar).volume).toBe(39_000);
  });

  it('take hour bars that begin before the open', () => {
    const consolidator = make(DAY);
    const made = collect(consolidator);
    feed(consolidator, '2013-10-07 09:00', '2013-10-07 16:00', HOUR);
    expect(made.map(show)).toEqual(['2013-10-07 09:30 - 2013-10-07 16:00']);
    expect((made[0] as TradeBar).volume).toBe(700);
  });

  it('count extended hours when asked to, and midnight to midnight without strict end times', () => {
    const extended = make(DAY, true);
    const loose = make(DAY, false, false);
    const [extendedBars, looseBars] = [collect(extended), collect(loose)];
    feed(extended, '2013-10-07 04:00', '2013-10-07 20:00');
    feed(loose, '2013-10-07 04:00', '2013-10-09 10:00');
    expect(extendedBars.map(show)).toEqual(['2013-10-07 04:00 - 2013-10-07 20:00']);
    expect(looseBars.map(show)).toEqual(['2013-10-07 00:00 - 2013-10-08 00:00', '2013-10-08 00:00 - 2013-10-09 00:00']);
  });

  it('count odd lengths from the open and cut them at the close', () => {
    const consolidator = make(2 * HOUR);
    const made = collect(consolidator);
    feed(consolidator, '2013-10-07 09:30', '2013-10-07 16:00');
    // As in LEAN, time alone finishes the cut bar only when its whole length has passed.
    consolidator.scan(local('2013-10-07 17:29'));
    expect(made.length).toBe(3);
    consolidator.scan(local('2013-10-07 17:30'));
    expect(made.map((each) => show(each).replaceAll('2013-10-07 ', ''))).toEqual([
      '09:30 - 11:30',
      '11:30 - 13:30',
      '13:30 - 15:30',
      '15:30 - 16:00',
    ]);
  });
});

describe('handlers', () => {
  it('come after listeners, and see the new bar in the window and the old one as consolidated', () => {
    const consolidator = new TradeBarConsolidator(1);
    const seen: string[] = [];
    consolidator.onDataConsolidated((_, each) => seen.push(`handler ${each.open} ${consolidator.consolidated?.open}`));
    consolidator.listen(() => seen.push(`listener ${consolidator.get(0)?.open} ${consolidator.consolidated?.open}`));
    consolidator.update(bar('2013-10-07 09:30', 10));
    consolidator.update(bar('2013-10-07 09:31', 11));
    expect(seen).toEqual(['listener 10 undefined', 'handler 10 10', 'listener 11 10', 'handler 11 11']);
    expect(consolidator.get(1)?.open).toBe(10);
  });

  it('must not be asynchronous, and can be taken back', () => {
    const consolidator = new TradeBarConsolidator(1);
    const handler = (): unknown => Promise.resolve();
    consolidator.onDataConsolidated(handler);
    expect(() => consolidator.update(bar('2013-10-07 09:30', 10))).toThrow(/synchronous/);
    consolidator.offDataConsolidated(handler);
    consolidator.update(bar('2013-10-07 09:31', 10));
  });
});

describe('the scan queue', () => {
  class Clock {
    now: number;
    constructor(start: string) {
      this.now = newYork.toUtc(local(start));
    }
    utcNow(): number {
      return this.now;
    }
    set(utcMs: number): void {
      expect(utcMs).toBeGreaterThanOrEqual(this.now);
      this.now = utcMs;
    }
  }

  /** Runs slices of minute bars as the engine does: scans before the slice, then its data and a scan. */
  function run(
    queue: ConsolidatorScanQueue,
    clock: Clock,
    consolidators: readonly Consolidator[],
    slices: readonly string[],
  ): void {
    for (const slice of slices) {
      const end = newYork.toUtc(local(`2013-10-07 ${slice}`));
      if (queue.nextScanMs < end) void queue.scanPast(end, clock);
      clock.set(end);
      for (const each of consolidators) {
        each.update(bar(end - MINUTE, 10));
        each.scan(newYork.toLocal(end));
      }
    }
  }

  it('finishes a bar without data at its end at that time, not with the next data', () => {
    const queue = new ConsolidatorScanQueue();
    const clock = new Clock('2013-10-07 10:00');
    const consolidator = new TradeBarConsolidator({ periodMs: 10 * MINUTE });
    const made: string[] = [];
    consolidator.onDataConsolidated((_, each) =>
      made.push(`${show(each)} at ${time(clock.now)}`.replaceAll('2013-10-07 ', '')),
    );
    queue.add(consolidator, MINUTE, newYork);
    expect(queue.nextScanMs).toBe(Number.NEGATIVE_INFINITY);
    run(queue, clock, [consolidator], ['10:01', '10:09', '10:10', '10:11', '10:18', '10:25', '10:26', '11:05']);
    // The first has data to its end; the next two end without.
    expect(made).toEqual(['10:00 - 10:10 at 10:10', '10:10 - 10:20 at 10:20', '10:20 - 10:30 at 10:30']);
  });

  it('scans in order of due time, then of registration, and leaves removed ones out', () => {
    const queue = new ConsolidatorScanQueue();
    const clock = new Clock('2013-10-07 10:00');
    const made: string[] = [];
    const consolidators = [10, 5, 10, 10].map((length, i) => {
      const consolidator = new TradeBarConsolidator({ periodMs: length * MINUTE });
      consolidator.onDataConsolidated((_, each) => made.push(`${i} ${time(each.endTimeMs).slice(11)}`));
      queue.add(consolidator, MINUTE, newYork);
      return consolidator;
    });
    run(queue, clock, consolidators, ['10:01', '10:10', '10:11']);
    made.length = 0;
    queue.remove(consolidators[3] as Consolidator);
    void queue.scanPast(newYork.toUtc(local('2013-10-07 16:00')), clock);
    expect(made).toEqual(['1 10:15', '0 10:20', '2 10:20']);
    expect(queue.nextScanMs).toBeGreaterThanOrEqual(newYork.toUtc(local('2013-10-07 16:00')));
  });

  it('does not know identities, which time alone never finishes', () => {
    const queue = new ConsolidatorScanQueue();
    queue.add(new IdentityConsolidator(), MINUTE, newYork);
    expect(queue.nextScanMs).toBe(Number.POSITIVE_INFINITY);
  });
});
