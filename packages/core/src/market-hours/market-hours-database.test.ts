import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SecurityType } from '../market/security-type.ts';
import { daysFromCivil } from '../time/calendar.ts';
import { TimeZone } from '../time/time-zone.ts';
import { MarketHoursDatabase } from './market-hours-database.ts';
import { alwaysOpenEntry } from './market-hours-entry.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const FILE = join(
  process.env['LOCKSTEP_LEAN_DATA'] ?? join(ROOT, '../shared/lean/Data'),
  'market-hours/market-hours-database.json',
);
const HOUR = 3_600_000;

function entryJson(fields: Record<string, unknown> = {}): Record<string, unknown> {
  const segments = [{ start: '09:30:00', end: '16:00:00', state: 'market' }];
  return { dataTimeZone: 'America/New_York', exchangeTimeZone: 'America/New_York', monday: segments, ...fields };
}

function parse(entries: Record<string, unknown>): MarketHoursDatabase {
  return MarketHoursDatabase.parse({ entries }, 'hours.json');
}

describe('look-up', () => {
  const database = parse({
    'Cfd-oanda-[*]': entryJson({ exchangeTimeZone: 'Europe/London' }),
    'Cfd-oanda-XAUUSD': entryJson(),
    'Future-cme-ES': entryJson(),
    'Base-usa-TYPE.Weather': entryJson({ exchangeTimeZone: 'UTC' }),
    'Horse-derby-[*]': {},
  });

  it('prefers the ticker over the wildcard, without regard to case', () => {
    expect(database.entry('Oanda', 'xauusd', SecurityType.Cfd).exchangeHours.timeZone.name).toBe('America/New_York');
    expect(database.entry('oanda', 'DE30EUR', SecurityType.Cfd).exchangeHours.timeZone.name).toBe('Europe/London');
    expect(database.entry('oanda', null, SecurityType.Cfd)).toBe(database.entry('oanda', 'EU50EUR', SecurityType.Cfd));
  });

  it('falls back to the future of an option on it and to the type of custom data', () => {
    expect(database.entry('cme', 'ES', SecurityType.FutureOption)).toBe(
      database.entry('cme', 'ES', SecurityType.Future),
    );
    expect(database.entry('usa', 'NYC.Weather', SecurityType.Base).exchangeHours.timeZone.name).toBe('UTC');
  });

  it('says what is missing', () => {
    expect(database.tryEntry('oanda', 'EURUSD', SecurityType.Forex)).toBeUndefined();
    expect(() => database.entry('oanda', 'EURUSD', SecurityType.Forex)).toThrowError(
      expect.objectContaining({ code: 'MARKET_HOURS_MISSING', message: expect.stringContaining('Forex-oanda-EURUSD') }),
    );
  });

  it('takes entries for custom data', () => {
    const custom = MarketHoursDatabase.builtIn();
    custom.setEntry('usa', 'RAIN', SecurityType.Base, alwaysOpenEntry(TimeZone.of('Asia/Tokyo')));
    expect(custom.entry('usa', 'rain', SecurityType.Base).dataTimeZone.name).toBe('Asia/Tokyo');
    expect(custom.entry('usa', 'rain', SecurityType.Base).exchangeHours.isAlwaysOpen).toBe(true);
  });
});

describe('inheritance', () => {
  const common = entryJson({
    holidays: ['1/1/2020'],
    earlyCloses: { '12/24/2020': '13:00:00', '7/3/2020': '13:00:00' },
  });
  const specific = entryJson({ holidays: ['5/1/2020'], earlyCloses: { '12/24/2020': '12:00:00' } });

  it('joins exceptional days of the wildcard; the specific entry wins', () => {
    const database = parse({ 'Index-usa-[*]': common, 'Index-usa-SPX': specific });
    const { holidays, earlyCloses } = database.entry('usa', 'SPX', SecurityType.Index).exchangeHours;
    expect(holidays).toEqual(new Set([daysFromCivil(2020, 1, 1), daysFromCivil(2020, 5, 1)]));
    expect(earlyCloses.get(daysFromCivil(2020, 12, 24))).toBe(12 * HOUR);
    expect(earlyCloses.get(daysFromCivil(2020, 7, 3))).toBe(13 * HOUR);
  });

  it('gives an entry that stands before its wildcard nothing, as LEAN reads the file in order', () => {
    const database = parse({ 'Index-eurex-DAX': specific, 'Index-eurex-[*]': common });
    expect(database.entry('eurex', 'DAX', SecurityType.Index).exchangeHours.holidays.size).toBe(1);
  });

  it('gives options the days of their underlying when they have none', () => {
    const database = parse({ 'IndexOption-usa-SPXW': entryJson(), 'Index-usa-SPX': specific });
    expect(database.entry('usa', 'SPXW', SecurityType.IndexOption).exchangeHours.holidays.size).toBe(1);
  });
});

describe('malformed input', () => {
  it.each([
    ['no entries', null],
    ['entries as a list', { entries: [] }],
    ['a key without a ticker', { entries: { 'Equity-usa': entryJson() } }],
  ])('%s is refused at once', (_, json) => {
    expect(() => MarketHoursDatabase.parse(json, 'hours.json')).toThrowError(
      expect.objectContaining({ code: 'MARKET_HOURS_INVALID', message: expect.stringContaining('hours.json') }),
    );
  });

  it.each([
    ['an unknown zone', { exchangeTimeZone: 'Mars/Base' }],
    ['a missing zone', { dataTimeZone: undefined }],
    ['a date that does not exist', { holidays: ['2/30/2020'] }],
    ['a date in another form', { holidays: ['2020-01-01'] }],
    ['a time that is none', { earlyCloses: { '1/1/2020': 'noon' } }],
    ['a segment that ends before it starts', { monday: [{ start: '10:00:00', end: '09:00:00', state: 'market' }] }],
    [
      'overlapping segments',
      {
        monday: [
          { start: '09:00:00', end: '12:00:00', state: 'market' },
          { start: '11:00:00', end: '13:00:00', state: 'market' },
        ],
      },
    ],
    ['an unknown state', { monday: [{ start: '09:00:00', end: '12:00:00', state: 'lunch' }] }],
    ['an entry that is no object', null],
  ])('%s is refused with the name of the entry', (_, fields) => {
    const database = parse({ 'Equity-usa-[*]': fields === null ? 7 : entryJson(fields) });
    expect(() => database.entry('usa', 'SPY', SecurityType.Equity)).toThrowError(
      expect.objectContaining({ code: 'MARKET_HOURS_INVALID', message: expect.stringContaining('Equity-usa-[*]') }),
    );
  });
});

describe.skipIf(!existsSync(FILE))("LEAN's database (needs its Data folder)", () => {
  const json = existsSync(FILE)
    ? (JSON.parse(readFileSync(FILE, 'utf8')) as { entries: Record<string, unknown> })
    : { entries: {} };
  const database = MarketHoursDatabase.parse(json, FILE);
  const built = MarketHoursDatabase.builtIn();

  it('reads every entry', () => {
    for (const name of Object.keys(json.entries)) {
      const [type, market, ticker] = name.split('-') as [keyof typeof SecurityType, string, string];
      expect(database.entry(market, ticker, SecurityType[type]).exchangeHours, name).toBeDefined();
    }
  });

  it('lets index options of SPX inherit US holidays, with the zone of their own', () => {
    const { exchangeHours } = database.entry('usa', 'SPXW', SecurityType.IndexOption);
    expect(exchangeHours.isDateOpen(daysFromCivil(2021, 1, 18))).toBe(false);
    expect(exchangeHours.timeZone.name).toBe('America/Chicago');
  });

  it('has the regular hours that the engine relies on', () => {
    const dax = database.entry('oanda', 'DE30EUR', SecurityType.Cfd);
    expect(dax.dataTimeZone.name).toBe('UTC');
    expect(dax.exchangeHours.timeZone.name).toBe('Europe/Berlin');
    expect(dax.exchangeHours.regularSessionMs).toBe(20.75 * HOUR);
    expect(database.entry('fxcm', 'EURUSD', SecurityType.Forex).dataTimeZone.name).toBe('UTC-05');
    expect(database.entry('india', 'SBIN', SecurityType.Equity).exchangeHours.timeZone.name).toBe('Asia/Kolkata');
  });

  /** Differences of the built-in calendars from LEAN's file, as dates; each list says why. */
  const daysThatDiffer = (
    market: string,
    ticker: string | null,
    type: SecurityType,
    fromYear: number,
  ): readonly string[] => {
    const own = built.entry(market, ticker, type).exchangeHours;
    const lean = database.entry(market, ticker, type).exchangeHours;
    expect(own.timeZone).toBe(lean.timeZone);
    expect(own.regularSessionMs).toBe(lean.regularSessionMs);
    expect(built.entry(market, ticker, type).dataTimeZone).toBe(database.entry(market, ticker, type).dataTimeZone);
    const result: string[] = [];
    for (let day = daysFromCivil(fromYear, 1, 1); day < daysFromCivil(2026, 1, 1); day++) {
      const same = JSON.stringify(own.segments(day)) === JSON.stringify(lean.segments(day));
      if (!same) result.push(new Date(day * 86_400_000).toISOString().slice(0, 10));
    }
    return result;
  };

  // The exchange did close at 13:00 on these days; LEAN's list of half days begins later and lacks the turn of 2000.
  const HALF_DAYS_THAT_LEAN_LACKS = ['1998-11-27', '1998-12-24', '1999-12-31'];

  it.each([
    ['equities', null, SecurityType.Equity],
    ['indices', null, SecurityType.Index],
    ['SPX', 'SPX', SecurityType.Index],
    ['VIX', 'VIX', SecurityType.Index],
  ] as const)('agrees with the built-in calendar of US %s on every day from 1998 to 2025', (_, ticker, type) => {
    expect(daysThatDiffer('usa', ticker, type, 1998)).toEqual(HALF_DAYS_THAT_LEAN_LACKS);
  });

  it('differs from built-in forex days around Christmas and New Year alone', () => {
    // Brokers announced other hours there almost every year and LEAN's lists have gaps; the built-in rule is one for all.
    const festive = /-(12-2[4-6]|12-(29|30|31)|01-0[12])$/;
    for (const market of ['oanda', 'fxcm']) {
      const days = daysThatDiffer(market, 'EURUSD', SecurityType.Forex, 2002);
      expect(days.filter((date) => !festive.test(date))).toEqual([]);
      expect(days.length).toBeLessThan(100);
    }
    expect(daysThatDiffer('interactivebrokers', 'EURUSD', SecurityType.Forex, 2002)).toEqual([]);
  });

  it('has the built-in regular weeks of Oanda CFDs', () => {
    // Holidays of CFDs are kept irregularly in LEAN's file; the week of 2017-03-06 has none.
    for (const ticker of ['XAUUSD', 'XAGUSD', 'SPX500USD', 'NAS100USD', 'US30USD', 'DE30EUR', 'UNKNOWN']) {
      const days = daysThatDiffer('oanda', ticker, SecurityType.Cfd, 2017);
      expect(
        days.filter((date) => date >= '2017-03-05' && date <= '2017-03-11'),
        ticker,
      ).toEqual([]);
    }
  });

  it('closes crypto never, in both', () => {
    for (const market of ['coinbase', 'binance', 'bitfinex', 'bybit', 'kraken']) {
      expect(daysThatDiffer(market, 'BTCUSD', SecurityType.Crypto, 2015)).toEqual([]);
    }
  });
});
