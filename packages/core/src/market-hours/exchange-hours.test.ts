import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecurityType } from '../market/security-type.ts';
import { daysFromCivil } from '../time/calendar.ts';
import { TimeZone } from '../time/time-zone.ts';
import { ExchangeHours } from './exchange-hours.ts';
import { MarketHoursDatabase } from './market-hours-database.ts';
import type { MarketSegment } from './market-segment.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const database = MarketHoursDatabase.builtIn();
const equity = database.entry('usa', 'SPY', SecurityType.Equity).exchangeHours;
const oanda = database.entry('oanda', 'EURUSD', SecurityType.Forex).exchangeHours;
const fxcm = database.entry('fxcm', 'EURUSD', SecurityType.Forex).exchangeHours;
const crypto = database.entry('coinbase', 'BTCUSD', SecurityType.Crypto).exchangeHours;
const gold = database.entry('oanda', 'XAUUSD', SecurityType.Cfd).exchangeHours;

/** `2013-10-07 09:30` as local ms. */
function local(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

function day(text: string): number {
  return local(`${text} 00:00`) / DAY;
}

function show(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 16).replace('T', ' ');
}

function market(start: number, end: number, state: MarketSegment['state'] = 'market'): MarketSegment {
  return { state, start: start * HOUR, end: end * HOUR };
}

function everyDay(
  segments: readonly MarketSegment[],
  special: { early?: [string, number]; late?: [string, number] } = {},
): ExchangeHours {
  return new ExchangeHours({
    timeZone: TimeZone.of('UTC'),
    week: Array.from({ length: 7 }, () => segments),
    earlyCloses: new Map(special.early ? [[day(special.early[0]), special.early[1] * HOUR]] : []),
    lateOpens: new Map(special.late ? [[day(special.late[0]), special.late[1] * HOUR]] : []),
  });
}

function hoursOf(hours: ExchangeHours, date: string): readonly (readonly [number, number])[] {
  return hours.segments(day(date)).map(({ start, end }) => [start / HOUR, end / HOUR] as const);
}

describe('US equities', () => {
  it.each([
    ['2013-10-07 09:29', false, true],
    ['2013-10-07 09:30', true, true],
    ['2013-10-07 15:59', true, true],
    ['2013-10-07 16:00', false, true],
    ['2013-10-07 03:59', false, false],
    ['2013-10-07 20:00', false, false],
    ['2013-10-05 12:00', false, false], // Saturday
    ['2013-11-28 12:00', false, false], // Thanksgiving
    ['2013-11-29 12:59', true, true], // half day
    ['2013-11-29 13:00', false, false], // the half day ends extended trading, too
  ])('at %s: regular %s, extended %s', (time, regular, extended) => {
    expect(equity.isOpen(local(time), false)).toBe(regular);
    expect(equity.isOpen(local(time), true)).toBe(extended);
  });

  it('sees an open market in an interval that only touches it from inside', () => {
    expect(equity.isOpenBetween(local('2013-10-07 09:00'), local('2013-10-07 09:30'), false)).toBe(false);
    expect(equity.isOpenBetween(local('2013-10-07 09:00'), local('2013-10-07 09:31'), false)).toBe(true);
    expect(equity.isOpenBetween(local('2013-10-07 16:00'), local('2013-10-07 17:00'), false)).toBe(false);
    expect(equity.isOpenBetween(local('2013-10-04 16:00'), local('2013-10-07 09:30'), false)).toBe(false);
    expect(equity.isOpenBetween(local('2013-10-04 16:00'), local('2013-10-08 00:00'), false)).toBe(true);
    expect(equity.isOpenBetween(local('2013-10-07 00:00'), local('2013-10-08 00:00'), false)).toBe(true);
    expect(equity.isOpenBetween(local('2013-10-07 09:30'), local('2013-10-07 09:30'), false)).toBe(true);
  });

  it('finds opens and closes across weekends, holidays and half days', () => {
    expect(show(equity.nextMarketOpen(local('2013-10-04 16:30'), false))).toBe('2013-10-07 09:30');
    expect(show(equity.nextMarketOpen(local('2013-10-07 09:30'), false))).toBe('2013-10-08 09:30');
    expect(show(equity.nextMarketOpen(local('2013-10-04 21:00'), true))).toBe('2013-10-07 04:00');
    expect(show(equity.nextMarketOpen(local('2013-11-27 16:00'), false))).toBe('2013-11-29 09:30');
    expect(show(equity.nextMarketClose(local('2013-11-28 10:00'), false))).toBe('2013-11-29 13:00');
    expect(show(equity.nextMarketClose(local('2013-10-07 16:00'), false))).toBe('2013-10-08 16:00');
    expect(show(equity.nextMarketClose(local('2013-10-07 12:00'), true))).toBe('2013-10-07 20:00');
    expect(show(equity.previousMarketOpen(local('2013-10-07 09:29'), false))).toBe('2013-10-04 09:30');
    expect(show(equity.previousMarketOpen(local('2013-10-07 09:30'), false))).toBe('2013-10-07 09:30');
    expect(show(equity.previousMarketOpen(local('2013-10-07 12:00'), true))).toBe('2013-10-07 04:00');
  });

  it('gives the bounds of strict daily bars', () => {
    const open = equity.firstDailyMarketOpen(local('2013-11-30 00:00'), false);
    expect(show(open)).toBe('2013-11-29 09:30');
    expect(show(equity.lastDailyMarketClose(open, false))).toBe('2013-11-29 13:00');
    // A bar of the Sunday belongs to the Friday before.
    expect(show(equity.firstDailyMarketOpen(local('2013-10-07 00:00'), false))).toBe('2013-10-04 09:30');
  });

  it('knows trading days', () => {
    expect(equity.isDateOpen(day('2012-10-29'))).toBe(false);
    expect(equity.isDateOpen(day('2012-10-31'))).toBe(true);
    expect(equity.previousTradingDay(day('2012-10-31'))).toBe(day('2012-10-26'));
    expect(equity.nextTradingDay(day('2001-09-10'))).toBe(day('2001-09-17'));
    expect(equity.regularSessionMs).toBe(6.5 * HOUR);
    expect(equity.firstMarketOpen(day('2013-10-06'), true)).toBeUndefined();
    expect(equity.lastMarketClose(day('2013-10-07'), true)).toBe(local('2013-10-07 20:00'));
  });

  it('opens at another UTC time after a change of clocks', () => {
    const { timeZone } = equity;
    const friday = timeZone.toUtc(local('2013-03-08 09:30'));
    const monday = timeZone.toUtc(equity.nextMarketOpen(timeZone.toLocal(friday), false));
    expect(show(friday)).toBe('2013-03-08 14:30');
    expect(show(monday)).toBe('2013-03-11 13:30');
  });
});

describe('sessions that cross midnight', () => {
  it('closes Oanda for the daily break and the weekend only', () => {
    expect(show(oanda.nextMarketClose(local('2014-05-05 10:00'), false))).toBe('2014-05-05 16:58');
    expect(show(oanda.nextMarketOpen(local('2014-05-05 10:00'), false))).toBe('2014-05-05 17:03');
    expect(show(oanda.nextMarketOpen(local('2014-05-05 18:00'), false))).toBe('2014-05-06 17:03');
    expect(show(oanda.nextMarketClose(local('2014-05-05 18:00'), false))).toBe('2014-05-06 16:58');
    expect(show(oanda.nextMarketOpen(local('2014-05-09 16:58'), false))).toBe('2014-05-11 17:03');
    expect(show(oanda.previousMarketOpen(local('2014-05-06 09:00'), false))).toBe('2014-05-05 17:03');
  });

  it('keeps FXCM open from Sunday to Friday', () => {
    expect(show(fxcm.nextMarketOpen(local('2014-05-05 10:00'), false))).toBe('2014-05-11 17:00');
    expect(show(fxcm.nextMarketClose(local('2014-05-05 10:00'), false))).toBe('2014-05-09 17:00');
    // The last close of a day does not ask whether the next day continues it.
    expect(show(fxcm.lastDailyMarketClose(local('2014-05-05 10:00'), false))).toBe('2014-05-06 00:00');
  });

  it('never closes for crypto', () => {
    expect(crypto.isAlwaysOpen).toBe(true);
    expect(crypto.isOpen(local('2020-01-01 00:00'), false)).toBe(true);
    expect(crypto.sessionAt(0, false)).toMatchObject({ start: -Infinity, end: Infinity });
    expect(() => crypto.nextMarketClose(0, false)).toThrowError(
      expect.objectContaining({ code: 'MARKET_SESSION_NOT_FOUND' }),
    );
    expect(() => crypto.nextMarketOpen(0, false)).toThrowError(/never closes/);
  });

  it('counts Sundays with a short session as open days', () => {
    expect(gold.isDateOpen(day('2014-05-11'))).toBe(true);
    expect(show(gold.nextMarketOpen(local('2014-05-10 12:00'), false))).toBe('2014-05-11 18:03');
  });
});

describe('days with exceptions', () => {
  const segments = [market(4, 9, 'premarket'), market(9, 12), market(13, 16), market(16, 20, 'postmarket')];

  it.each([
    [
      14,
      [
        [4, 9],
        [9, 12],
        [13, 14],
      ],
    ],
    [9, [[4, 9]]],
    [12.5, [[4, 9]]], // in a pause: the segment before the pause is dropped as well
    [
      22,
      [
        [4, 9],
        [9, 12],
        [13, 16],
        [16, 20],
      ],
    ],
  ] as const)('early close at %s', (time, expected) => {
    expect(hoursOf(everyDay(segments, { early: ['2020-01-15', time] }), '2020-01-15')).toEqual(expected);
    expect(hoursOf(everyDay(segments, { early: ['2020-01-15', time] }), '2020-01-16')).toHaveLength(4);
  });

  it.each([
    [
      10,
      [
        [10, 12],
        [13, 16],
        [16, 20],
      ],
    ],
    [
      12.5,
      [
        [13, 16],
        [16, 20],
      ],
    ],
    [
      21,
      [
        [4, 9],
        [9, 12],
        [13, 16],
        [16, 20],
      ],
    ], // after the last segment: no effect
  ] as const)('late open at %s', (time, expected) => {
    expect(hoursOf(everyDay(segments, { late: ['2020-01-15', time] }), '2020-01-15')).toEqual(expected);
  });

  it('pauses between an early close and a later late open', () => {
    const hours = everyDay(segments, { early: ['2020-01-15', 10], late: ['2020-01-15', 15] });
    expect(hoursOf(hours, '2020-01-15')).toEqual([
      [4, 9],
      [9, 10],
      [15, 16],
      [16, 20],
    ]);
  });

  it('trades between a late open and a later early close', () => {
    const hours = everyDay(segments, { early: ['2020-01-15', 15], late: ['2020-01-15', 10] });
    expect(hoursOf(hours, '2020-01-15')).toEqual([
      [10, 12],
      [13, 15],
    ]);
  });

  it('lets the next day open anew after an early close although it begins at midnight', () => {
    const hours = everyDay([market(0, 24)], { early: ['2020-01-15', 17] });
    expect(show(hours.nextMarketClose(local('2020-01-14 12:00'), false))).toBe('2020-01-15 00:00');
    expect(show(hours.nextMarketOpen(local('2020-01-15 12:00'), false))).toBe('2020-01-16 00:00');
    expect(hours.isAlwaysOpen).toBe(true);
    expect(hours.isOpen(local('2020-01-15 17:00'), false)).toBe(false);
  });

  it('opens anew after a day with an early close even when that day resumed until midnight', () => {
    const hours = everyDay([market(0, 24)], { early: ['2020-01-15', 10], late: ['2020-01-15', 15] });
    expect(show(hours.nextMarketOpen(local('2020-01-15 20:00'), false))).toBe('2020-01-16 00:00');
  });

  it('counts days with extended hours alone only when asked for', () => {
    const hours = everyDay([market(18, 24, 'premarket')]);
    expect(hours.isDateOpen(day('2020-01-15'))).toBe(false);
    expect(hours.isDateOpen(day('2020-01-15'), true)).toBe(true);
    expect(() => hours.nextTradingDay(0)).toThrowError(expect.objectContaining({ code: 'MARKET_SESSION_NOT_FOUND' }));
  });
});

describe('laws', () => {
  const minutes = fc.integer({ min: daysFromCivil(2005, 1, 1) * 1440, max: daysFromCivil(2024, 12, 1) * 1440 });
  const anyTime = minutes.map((minute) => minute * 60_000);
  const exchange = fc.constantFrom(equity, oanda, fxcm, gold);

  it('the next open lies strictly later, is open and was closed just before', () => {
    fc.assert(
      fc.property(exchange, anyTime, fc.boolean(), (hours, time, extended) => {
        const open = hours.nextMarketOpen(time, extended);
        expect(open).toBeGreaterThan(time);
        expect(hours.isOpen(open, extended)).toBe(true);
        expect(hours.isOpen(open - 1, extended)).toBe(false);
        expect(hours.previousMarketOpen(open, extended)).toBe(open);
      }),
    );
  });

  it('the next close lies strictly later and follows an open time', () => {
    fc.assert(
      fc.property(exchange, anyTime, fc.boolean(), (hours, time, extended) => {
        const close = hours.nextMarketClose(time, extended);
        expect(close).toBeGreaterThan(time);
        expect(hours.isOpen(close - 1, extended)).toBe(true);
      }),
    );
  });

  it('a session agrees with its segments at both ends, whatever was asked before', () => {
    fc.assert(
      fc.property(
        exchange,
        fc.array(anyTime, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (hours, times, extended) => {
          for (const time of times) {
            const session = hours.sessionAt(time, extended);
            expect(session.start <= time && time < session.end).toBe(true);
            const midnight = Math.floor(time / DAY) * DAY;
            const inside = hours
              .segments(midnight / DAY)
              .some((s) => (extended || s.state === 'market') && midnight + s.start <= time && time < midnight + s.end);
            expect(session.isOpen).toBe(inside);
            expect(hours.isOpenBetween(session.start, session.end, extended)).toBe(inside);
          }
        },
      ),
    );
  });

  it('an interval is open exactly when one of its minutes is', () => {
    fc.assert(
      fc.property(
        exchange,
        anyTime,
        fc.integer({ min: 1, max: 4000 }),
        fc.boolean(),
        (hours, start, length, extended) => {
          let open = false;
          for (let i = 0; i < length && !open; i++) open = hours.isOpen(start + i * 60_000, extended);
          expect(hours.isOpenBetween(start, start + length * 60_000, extended)).toBe(open);
        },
      ),
    );
  });
});
