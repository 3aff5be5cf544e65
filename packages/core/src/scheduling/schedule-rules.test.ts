import { DateTime, Duration } from 'luxon';
import { describe, expect, it } from 'vitest';
import { SecurityType } from '../market/security-type.ts';
import { SecuritySymbol } from '../market/symbol.ts';
import { MarketHoursDatabase } from '../market-hours/market-hours-database.ts';
import { TimeZone } from '../time/time-zone.ts';
import { algorithmEndOfDay, securityEndOfDay } from './daily-events.ts';
import { DateRules, DayOfWeek } from './date-rules.ts';
import type { ScheduleContext } from './schedule-context.ts';
import type { DateRule, TimeRule } from './schedule-rule.ts';
import { TimeRules } from './time-rules.ts';

const DAY = 86_400_000;
const database = MarketHoursDatabase.builtIn();
const equity = database.entry('usa', 'SPY', SecurityType.Equity).exchangeHours;
const oanda = database.entry('oanda', 'EURUSD', SecurityType.Forex).exchangeHours;
const crypto = database.entry('coinbase', 'BTCUSD', SecurityType.Crypto).exchangeHours;

class Context implements ScheduleContext {
  timeZone = TimeZone.of('America/New_York');
  now = utc('2013-10-07 14:00');

  utcNow(): number {
    return this.now;
  }

  exchangeHours(symbol: unknown): typeof equity {
    if (String(symbol) === 'EURUSD') return oanda;
    return String(symbol) === 'BTCUSD' ? crypto : equity;
  }

  marketHours(): Iterable<typeof equity> {
    return [equity, oanda];
  }
}

const context = new Context();
const dates = new DateRules(context);
const times = new TimeRules(context);

function utc(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

function day(text: string): number {
  return utc(`${text} 00:00`) / DAY;
}

function days(rule: DateRule, from: string, to: string): string[] {
  return [...rule.days(day(from), day(to))].map((each) => new Date(each * DAY).toISOString().slice(0, 10));
}

function instants(rule: TimeRule, ...on: readonly string[]): string[] {
  return [...rule.utcTimes(on.map(day))].map((each) => new Date(each).toISOString().slice(0, 16).replace('T', ' '));
}

describe('date rules', () => {
  it('takes given dates, weekdays, calendar days and trading days', () => {
    expect(days(dates.on(2013, 10, 8), '2013-10-01', '2013-10-31')).toEqual(['2013-10-08']);
    const given = [DateTime.fromISO('2013-10-09T15:00:00'), DateTime.fromISO('2014-01-01')];
    expect(days(dates.on(...given), '2013-10-01', '2013-10-31')).toEqual(['2013-10-09']);
    expect(days(dates.every(DayOfWeek.Monday, DayOfWeek.Wednesday), '2013-10-07', '2013-10-14')).toEqual([
      '2013-10-07',
      '2013-10-09',
      '2013-10-14',
    ]);
    expect(days(dates.everyDay(), '2013-10-12', '2013-10-14')).toEqual(['2013-10-12', '2013-10-13', '2013-10-14']);
    // Thanksgiving and the weekend behind it.
    expect(days(dates.everyDay('SPY'), '2013-11-27', '2013-12-02')).toEqual(['2013-11-27', '2013-11-29', '2013-12-02']);
    expect(days(dates.everyDay('BTCUSD'), '2013-11-28', '2013-11-30')).toEqual([
      '2013-11-28',
      '2013-11-29',
      '2013-11-30',
    ]);
  });

  it('reads the current day when it is used, in the zone of the algorithm', () => {
    const rule = dates.today;
    const tomorrow = dates.tomorrow;
    context.now = utc('2013-10-09 02:00');
    expect(days(rule, '2013-10-08', '2050-12-31')).toEqual(['2013-10-08']);
    expect(days(tomorrow, '2013-10-08', '2050-12-31')).toEqual(['2013-10-09']);
    context.now = utc('2013-10-07 14:00');
  });

  it('finds starts and ends of months', () => {
    const year = ['2013-09-01', '2014-02-28'] as const;
    expect(days(dates.monthStart('SPY'), ...year)).toEqual([
      '2013-09-03',
      '2013-10-01',
      '2013-11-01',
      '2013-12-02',
      '2014-01-02',
      '2014-02-03',
    ]);
    expect(days(dates.monthStart('SPY', 5), '2013-09-01', '2014-01-31')).toEqual([
      '2013-09-10',
      '2013-10-08',
      '2013-11-08',
      '2013-12-09',
      '2014-01-09',
    ]);
    expect(days(dates.monthEnd('SPY', 1), '2013-09-01', '2013-12-31')).toEqual([
      '2013-09-27',
      '2013-10-30',
      '2013-11-27',
      '2013-12-30',
    ]);
    expect(days(dates.monthStart(), '2013-09-02', '2013-11-01')).toEqual(['2013-10-01', '2013-11-01']);
    expect(days(dates.monthEnd(2), '2013-09-28', '2013-11-30')).toEqual(['2013-09-28', '2013-10-29', '2013-11-28']);
  });

  it('does not leave the month', () => {
    expect(days(dates.monthStart(30), '2014-02-01', '2014-02-28')).toEqual(['2014-02-28']);
    expect(days(dates.monthStart('SPY', 30), '2013-08-01', '2013-09-30')).toEqual(['2013-08-30', '2013-09-30']);
    expect(days(dates.monthEnd('SPY', 30), '2013-09-01', '2013-10-31')).toEqual(['2013-09-03', '2013-10-01']);
  });

  it('finds starts and ends of weeks around a holiday', () => {
    // Monday 2013-09-02 was Labor Day.
    expect(days(dates.weekStart('SPY'), '2013-08-30', '2013-09-13')).toEqual(['2013-09-03', '2013-09-09']);
    expect(days(dates.weekStart('SPY', 4), '2013-08-30', '2013-09-13')).toEqual([
      '2013-08-30',
      '2013-09-06',
      '2013-09-13',
    ]);
    expect(days(dates.weekEnd('SPY', 4), '2013-08-30', '2013-09-13')).toEqual(['2013-09-03', '2013-09-09']);
    expect(days(dates.weekStart(6), '2013-09-01', '2013-09-08')).toEqual(['2013-09-01', '2013-09-08']);
    expect(days(dates.weekEnd(), '2013-09-01', '2013-09-13')).toEqual(['2013-09-06', '2013-09-13']);
    expect(days(dates.weekEnd(6), '2013-08-31', '2013-09-09')).toEqual(['2013-08-31', '2013-09-07']);
    // The currency week starts on Sunday evening.
    expect(days(dates.weekStart('EURUSD'), '2013-10-05', '2013-10-14')).toEqual(['2013-10-06', '2013-10-13']);
  });

  it('finds starts and ends of quarters and years', () => {
    expect(days(dates.quarterStart('SPY'), '2013-09-01', '2014-04-30')).toEqual([
      '2013-10-01',
      '2014-01-02',
      '2014-04-01',
    ]);
    expect(days(dates.quarterEnd('SPY', 1), '2013-09-01', '2014-01-31')).toEqual(['2013-09-27', '2013-12-30']);
    expect(days(dates.quarterStart(92), '2014-01-01', '2014-03-31')).toEqual(['2014-03-31']);
    expect(days(dates.yearStart('SPY'), '2013-10-06', '2015-06-30')).toEqual(['2014-01-02', '2015-01-02']);
    expect(days(dates.yearEnd('SPY', 2), '2013-10-06', '2014-12-31')).toEqual(['2013-12-27', '2014-12-29']);
    expect(days(dates.yearEnd(100), '2013-10-06', '2014-12-31')).toEqual(['2014-09-22']);
    // As in LEAN, a year in progress is left out unless the range starts in January.
    expect(days(dates.yearStart(290), '2013-10-06', '2014-12-31')).toEqual(['2014-10-18']);
    expect(days(dates.yearStart(290), '2013-01-31', '2013-12-31')).toEqual(['2013-10-18']);
  });

  it('has names with symbol and offset', () => {
    expect(dates.monthEnd('SPY', 2).name).toBe('SPY: MonthEnd-2');
    expect(dates.weekStart(1).name).toBe('WeekStart+1');
    expect(dates.everyDay('SPY').name).toBe('SPY: EveryDay');
  });

  it('refuses offsets beyond the period', () => {
    expect(() => dates.weekStart('SPY', 5)).toThrow(/0 to 4/);
    expect(() => dates.weekEnd(7)).toThrow(/0 to 6/);
    expect(() => dates.monthStart(31)).toThrow(/0 to 30/);
    expect(() => dates.yearEnd('SPY', -1)).toThrow(/SCHEDULE_INVALID|0 to 365/);
  });
});

describe('time rules', () => {
  // New York springs forward on 2013-03-10 and falls back on 2013-11-03.
  it('puts clock times into UTC, also on days on which the clocks change', () => {
    expect(instants(times.at(9, 45), '2013-03-08', '2013-03-11')).toEqual(['2013-03-08 14:45', '2013-03-11 13:45']);
    expect(instants(times.at(2, 30), '2013-03-10')).toEqual(['2013-03-10 07:00']);
    expect(instants(times.at(1, 30), '2013-11-03')).toEqual(['2013-11-03 06:30']);
    expect(instants(times.at(16, 0, 'Europe/Berlin'), '2013-10-07')).toEqual(['2013-10-07 14:00']);
    expect(instants(times.at(16, 0, 0, TimeZone.of('UTC')), '2013-10-07')).toEqual(['2013-10-07 16:00']);
    expect(instants(times.at(Duration.fromObject({ hours: 9, minutes: 31 })), '2013-10-07')).toEqual([
      '2013-10-07 13:31',
    ]);
    expect(instants(times.at(3_600_000, 'UTC'), '2013-10-07')).toEqual(['2013-10-07 01:00']);
  });

  it('counts noon from midnight', () => {
    expect(instants(times.midnight, '2013-03-10', '2013-03-11')).toEqual(['2013-03-10 05:00', '2013-03-11 04:00']);
    expect(instants(times.noon, '2013-03-09', '2013-03-10', '2013-11-03')).toEqual([
      '2013-03-09 17:00',
      '2013-03-10 17:00',
      '2013-11-03 16:00',
    ]);
  });

  it('repeats on the clock: twice at one instant when an hour is missing, a pause when there is one more', () => {
    const spring = instants(times.every(3_600_000), '2013-03-10');
    expect(spring.length).toBe(24);
    expect(spring.slice(1, 5)).toEqual([
      '2013-03-10 06:00',
      '2013-03-10 07:00',
      '2013-03-10 07:00',
      '2013-03-10 08:00',
    ]);
    const autumn = instants(times.every(Duration.fromObject({ hours: 1 })), '2013-11-03');
    expect(autumn.length).toBe(24);
    expect(autumn.slice(1, 4)).toEqual(['2013-11-03 06:00', '2013-11-03 07:00', '2013-11-03 08:00']);
    expect(instants(times.every(10 * 3_600_000), '2013-10-07')).toEqual([
      '2013-10-07 04:00',
      '2013-10-07 14:00',
      '2013-10-08 00:00',
    ]);
    expect(() => times.every(0)).toThrow(/interval/);
  });

  it('refuses times that are none', () => {
    expect(() => times.at(25, 0)).toThrow(/time of day of 25 hours; expected one from 0:00/);
    expect(() => times.at(9, Number.NaN)).toThrow(/time of day of NaN/);
    expect(() => times.at(-1)).toThrow(/time of day/);
    expect(() => times.beforeMarketClose('SPY', Number.NaN)).toThrow(/beforeMarketClose got NaN minutes/);
    expect(() => times.afterMarketOpen(Number.NaN)).toThrow(/afterMarketOpen got NaN minutes/);
    expect(() => times.afterMarketOpen('SPY', '10' as unknown as number)).toThrow(/'10' \(a text\) minutes/);
  });

  it('follows a market, on days on which it opens', () => {
    expect(instants(times.afterMarketOpen('SPY', 5), '2013-10-05', '2013-10-07')).toEqual(['2013-10-07 13:35']);
    expect(instants(times.beforeMarketOpen('SPY', 5), '2013-10-07')).toEqual(['2013-10-07 13:25']);
    expect(instants(times.afterMarketOpen('SPY', 0, true), '2013-10-07')).toEqual(['2013-10-07 08:00']);
    // The day after Thanksgiving closes at 13:00.
    expect(instants(times.beforeMarketClose('SPY', 10), '2013-11-28', '2013-11-29', '2013-12-02')).toEqual([
      '2013-11-29 17:50',
      '2013-12-02 20:50',
    ]);
    expect(instants(times.afterMarketClose('SPY', 1.5), '2013-10-07')).toEqual(['2013-10-07 20:01']);
  });

  it('follows all markets without a symbol', () => {
    // Currencies trade from Sunday 17:00 and through the equity day.
    expect(instants(times.afterMarketOpen(1), '2013-10-07')).toEqual(['2013-10-07 04:01']);
    expect(instants(times.beforeMarketClose(1), '2013-10-07')).toEqual(['2013-10-08 03:59']);
    expect(instants(times.beforeMarketClose(), '2013-10-12')).toEqual([]);
  });

  it('uses the zone of the algorithm at the time LEAN reads it', () => {
    const changing = new Context();
    const rules = new TimeRules(changing);
    const at = rules.at(12, 0);
    const midnight = rules.midnight;
    changing.timeZone = TimeZone.of('UTC');
    expect(instants(at, '2013-10-07')).toEqual(['2013-10-07 16:00']);
    expect(instants(midnight, '2013-10-07')).toEqual(['2013-10-07 00:00']);
  });

  it('has names', () => {
    expect(times.afterMarketOpen('SPY', 5).name).toBe('SPY: 5 min after MarketOpen');
    expect(times.beforeMarketClose(0.5, true).name).toBe('0.5 min before ExtendedMarketClose');
    expect(times.every(90_000).name).toBe('Every 1.5 min');
    expect(times.at(9, 31).name).toBe('9.52');
  });
});

describe('end of day', () => {
  const range = { startDay: day('2013-10-04'), afterUtc: utc('2013-10-04 12:00') };
  const show = (event: { nextUtcMs: number; advance(): void }, count: number): string[] =>
    Array.from({ length: count }, () => {
      const time = new Date(event.nextUtcMs).toISOString().slice(0, 16).replace('T', ' ');
      event.advance();
      return time;
    });
  const symbol = (ticker: string, securityType: SecurityType, market: string): SecuritySymbol =>
    new SecuritySymbol(ticker, { ticker, securityType, market });
  const none = (): void => undefined;

  it('comes 10 minutes before the last close of a security', () => {
    const spy = symbol('SPY', SecurityType.Equity, 'usa');
    expect(show(securityEndOfDay(spy, equity, false, range, none), 2)).toEqual([
      '2013-10-04 19:50',
      '2013-10-07 19:50',
    ]);
    expect(show(securityEndOfDay(spy, equity, true, range, none), 1)).toEqual(['2013-10-04 23:50']);
    const short = { ...range, endDay: day('2013-10-04') };
    expect(show(securityEndOfDay(spy, equity, false, short, none), 1)).toEqual(['2013-10-04 19:50']);
    const over = securityEndOfDay(spy, equity, false, short, none);
    expect(show(over, 1)).toHaveLength(1);
    expect(over.nextUtcMs).toBe(Number.POSITIVE_INFINITY);
    const early = { startDay: day('2013-11-29'), afterUtc: 0 };
    expect(show(securityEndOfDay(spy, equity, false, early, none), 1)).toEqual(['2013-11-29 17:50']);
  });

  it('comes at 23:50 New York for currencies, on Fridays at 16:48, and at midnight where a market never closes', () => {
    const eurusd = symbol('EURUSD', SecurityType.Forex, 'oanda');
    const friday = show(securityEndOfDay(eurusd, oanda, false, range, none), 3);
    expect(friday).toEqual(['2013-10-04 20:48', '2013-10-07 03:50', '2013-10-08 03:50']);
    const bitcoin = symbol('BTCUSD', SecurityType.Crypto, 'coinbase');
    expect(show(securityEndOfDay(bitcoin, crypto, false, range, none), 2)).toEqual([
      '2013-10-05 00:00',
      '2013-10-06 00:00',
    ]);
  });

  it('comes at 23:58 for the algorithm, on days on which a security trades', () => {
    const event = algorithmEndOfDay(() => [equity], TimeZone.of('America/New_York'), range, none);
    expect(show(event, 2)).toEqual(['2013-10-05 03:58', '2013-10-08 03:58']);
  });
});
