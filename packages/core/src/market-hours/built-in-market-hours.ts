import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import { daysFromCivil } from '../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from '../time/resolution.ts';
import { TimeZone } from '../time/time-zone.ts';
import { ExchangeHours, type ExchangeHoursOptions } from './exchange-hours.ts';
import { alwaysOpenEntry, type MarketHoursEntry } from './market-hours-entry.ts';
import type { MarketSegment, MarketState } from './market-segment.ts';
import { easterSunday, usMarketEarlyCloses, usMarketHolidays } from './us-market-calendar.ts';

/** Years that the built-in calendars know; outside there are weekends but no holidays. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2040;

/** A built-in entry; no ticker stands for the whole market. */
export interface BuiltInMarketHours {
  readonly market: string;
  readonly ticker: string | null;
  readonly securityType: SecurityType;
  readonly entry: MarketHoursEntry;
}

type Week = readonly (readonly MarketSegment[])[];
type SpecialDays = Omit<ExchangeHoursOptions, 'timeZone' | 'week'>;

const NEW_YORK = 'America/New_York';
const CHICAGO = 'America/Chicago';
const CRYPTO_MARKETS = [
  Market.Coinbase,
  Market.Binance,
  Market.BinanceUS,
  Market.Bitfinex,
  Market.Bybit,
  Market.Kraken,
];
const US_INDEX_CFDS = ['SPX500USD', 'NAS100USD', 'US30USD', 'US2000USD'];
const METAL_CFDS = ['XAUUSD', 'XAGUSD'];

/** All built-in entries, made from published exchange rules. */
export function builtInMarketHours(): readonly BuiltInMarketHours[] {
  const crypto = alwaysOpenEntry();
  const entries: BuiltInMarketHours[] = [
    { market: Market.USA, ticker: null, securityType: SecurityType.Equity, entry: usEquity() },
    ...usIndices(),
    { market: Market.Oanda, ticker: null, securityType: SecurityType.Forex, entry: oandaForex() },
    { market: Market.FXCM, ticker: null, securityType: SecurityType.Forex, entry: fxcmForex() },
    {
      market: Market.InteractiveBrokers,
      ticker: null,
      securityType: SecurityType.Forex,
      entry: entryOf('UTC', NEW_YORK, aroundTheClock(17), {}),
    },
    ...oandaCfds(),
    { market: 'empty', ticker: null, securityType: SecurityType.Base, entry: crypto },
    { market: Market.Binance, ticker: null, securityType: SecurityType.CryptoFuture, entry: crypto },
    { market: Market.Bybit, ticker: null, securityType: SecurityType.CryptoFuture, entry: crypto },
  ];
  for (const market of CRYPTO_MARKETS) {
    entries.push({ market, ticker: null, securityType: SecurityType.Crypto, entry: crypto });
  }
  return entries;
}

function usEquity(): MarketHoursEntry {
  const week = workdays([
    segment('premarket', at(4), at(9, 30)),
    segment('market', at(9, 30), at(16)),
    segment('postmarket', at(16), at(20)),
  ]);
  return entryOf(NEW_YORK, NEW_YORK, week, usSpecialDays(0));
}

/** Index values are published until 15:15 Chicago time (the market's wildcard 15:20), an hour behind New York. */
function usIndices(): readonly BuiltInMarketHours[] {
  const specialDays = usSpecialDays(-MS_PER_HOUR);
  const index = (ticker: string | null, segments: readonly MarketSegment[]): BuiltInMarketHours => ({
    market: Market.USA,
    ticker,
    securityType: SecurityType.Index,
    entry: entryOf(CHICAGO, CHICAGO, workdays(segments), specialDays),
  });
  return [
    index(null, [segment('market', at(8, 30), at(15, 20))]),
    index('SPX', [segment('market', at(8, 30), at(15, 15))]),
    index('VIX', [
      segment('premarket', at(2, 15), at(8, 15)),
      segment('market', at(8, 30), at(15, 15)),
      segment('postmarket', at(15, 15), at(16)),
    ]),
  ];
}

/** Closed for five minutes at 17:00 New York; from the eves of Christmas and New Year until the next evening. */
function oandaForex(): MarketHoursEntry {
  return entryOf('UTC', NEW_YORK, withDailyBreak(at(16, 58), at(17, 3)), {
    earlyCloses: yearly(
      [
        [12, 24],
        [12, 31],
      ],
      at(16, 58),
    ),
    lateOpens: yearly(
      [
        [12, 25],
        [1, 1],
      ],
      at(17, 5),
    ),
  });
}

/** Christmas and New Year's Day closed, 14:00 the day before, 02:00 the day after. */
function fxcmForex(): MarketHoursEntry {
  return entryOf('UTC-05', NEW_YORK, aroundTheClock(17), {
    holidays: new Set(
      yearly(
        [
          [12, 25],
          [1, 1],
        ],
        0,
      ).keys(),
    ),
    earlyCloses: yearly(
      [
        [12, 24],
        [12, 31],
      ],
      at(14),
    ),
    lateOpens: yearly(
      [
        [12, 26],
        [1, 2],
      ],
      at(2),
    ),
  });
}

function oandaCfds(): readonly BuiltInMarketHours[] {
  const christmasAndNewYear = new Set(
    yearly(
      [
        [12, 25],
        [1, 1],
      ],
      0,
    ).keys(),
  );
  const goodFridays = yearsOf((year) => easterSunday(year) - 2);
  const easterMondays = yearsOf((year) => easterSunday(year) + 1);
  const withGoodFriday = new Set([...christmasAndNewYear, ...goodFridays]);
  const germany = new Set([
    ...withGoodFriday,
    ...easterMondays,
    ...yearly(
      [
        [5, 1],
        [12, 26],
      ],
      0,
    ).keys(),
  ]);
  const cfd = (ticker: string | null, entry: MarketHoursEntry): BuiltInMarketHours => ({
    market: Market.Oanda,
    ticker,
    securityType: SecurityType.Cfd,
    entry,
  });
  const metal = entryOf('UTC', NEW_YORK, withDailyBreak(at(16, 58), at(18, 3)), { holidays: withGoodFriday });
  const usIndex = entryOf('UTC', CHICAGO, usIndexFutureWeek(), { holidays: withGoodFriday });
  const dax = entryOf('UTC', 'Europe/Berlin', workdays([segment('market', at(1, 15), at(22))]), { holidays: germany });
  return [
    cfd(null, entryOf('UTC', NEW_YORK, aroundTheClock(17), { holidays: christmasAndNewYear })),
    ...METAL_CFDS.map((ticker) => cfd(ticker, metal)),
    ...US_INDEX_CFDS.map((ticker) => cfd(ticker, usIndex)),
    cfd('DE30EUR', dax),
  ];
}

function usSpecialDays(zoneShift: number): SpecialDays {
  const closes = usMarketEarlyCloses(FIRST_YEAR, LAST_YEAR);
  return {
    holidays: usMarketHolidays(FIRST_YEAR, LAST_YEAR),
    earlyCloses: new Map(Array.from(closes, ([day, time]) => [day, time + zoneShift])),
  };
}

/** Monday to Friday alike, weekends closed. */
function workdays(segments: readonly MarketSegment[]): Week {
  return [[], segments, segments, segments, segments, segments, []];
}

/** Sunday to Friday without a break, opening and closing at one hour. */
function aroundTheClock(hour: number): Week {
  const day = [segment('market', 0, MS_PER_DAY)];
  return [[segment('market', at(hour), MS_PER_DAY)], day, day, day, day, [segment('market', 0, at(hour))], []];
}

/** Sunday evening to Friday afternoon with a break each day. */
function withDailyBreak(close: number, open: number): Week {
  const morning = segment('market', 0, close);
  const evening = segment('market', open, MS_PER_DAY);
  const day = [morning, evening];
  return [[evening], day, day, day, day, [morning], []];
}

/** Chicago's equity index futures: a break at 15:15 and the daily close at 16:00. */
function usIndexFutureWeek(): Week {
  const daytime = [segment('market', 0, at(15, 15)), segment('market', at(15, 30), at(16))];
  const evening = segment('market', at(17), MS_PER_DAY);
  const day = [...daytime, evening];
  return [[evening], day, day, day, day, daytime, []];
}

function entryOf(dataZone: string, exchangeZone: string, week: Week, specialDays: SpecialDays): MarketHoursEntry {
  const exchangeHours = new ExchangeHours({ timeZone: TimeZone.of(exchangeZone), week, ...specialDays });
  return { dataTimeZone: TimeZone.of(dataZone), exchangeHours };
}

function segment(state: MarketState, start: number, end: number): MarketSegment {
  return { state, start, end };
}

function at(hour: number, minute = 0): number {
  return hour * MS_PER_HOUR + minute * MS_PER_MINUTE;
}

function yearsOf(day: (year: number) => number): readonly number[] {
  return Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, i) => day(FIRST_YEAR + i));
}

/** The same time on given months and days of each year. */
function yearly(dates: readonly (readonly [number, number])[], time: number): ReadonlyMap<number, number> {
  return new Map(
    dates.flatMap(([month, day]) => yearsOf((year) => daysFromCivil(year, month, day)).map((date) => [date, time])),
  );
}
