import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DataError,
  type ExchangeHours,
  LockstepError,
  Market,
  MarketHoursDatabase,
  Resolution,
  SecurityType,
  type TimeZone,
} from '@lockstep/core';

/** Kinds of securities that the data commands write. */
export type SecurityTypeName = 'equity' | 'forex' | 'cfd' | 'crypto';
/** Bar lengths that data folders hold. */
export type ResolutionName = 'second' | 'minute' | 'hour' | 'daily';

/** What bars are of, by names as options give them. */
export interface BarsOf {
  readonly symbol: string;
  /** @defaultValue `'equity'` */
  readonly type?: SecurityTypeName;
  /** @defaultValue usa for equities, oanda for forex and cfd, coinbase for crypto */
  readonly market?: string;
}

/** A security and bar length in a data folder. */
export interface DataTarget {
  readonly dataFolder: string;
  /** Upper case. */
  readonly symbol: string;
  readonly securityType: SecurityType;
  readonly market: string;
  readonly resolution: Resolution;
  /** Zone in which the files are written. */
  readonly dataTimeZone: TimeZone;
  readonly exchangeHours: ExchangeHours;
}

export const SECURITY_TYPES: Readonly<Record<SecurityTypeName, SecurityType>> = {
  equity: SecurityType.Equity,
  forex: SecurityType.Forex,
  cfd: SecurityType.Cfd,
  crypto: SecurityType.Crypto,
};

export const RESOLUTIONS: Readonly<Record<ResolutionName, Resolution>> = {
  second: Resolution.Second,
  minute: Resolution.Minute,
  hour: Resolution.Hour,
  daily: Resolution.Daily,
};

const DEFAULT_MARKETS: Readonly<Record<SecurityTypeName, string>> = {
  equity: Market.USA,
  forex: Market.Oanda,
  cfd: Market.Oanda,
  crypto: Market.Coinbase,
};

const TICKER = /^[\w.^-]+$/;

/**
 * Looks up hours and time zones of a security: in the data folder's market-hours database when it has one, else in the
 * built-in calendars.
 *
 * @throws LockstepError `USAGE` for a ticker that cannot be a file name, `MARKET_HOURS_MISSING`
 */
export function dataTarget(dataFolder: string, of: BarsOf, resolution: Resolution): DataTarget {
  const type = of.type ?? 'equity';
  const market = (of.market ?? DEFAULT_MARKETS[type]).toLowerCase();
  if (!TICKER.test(of.symbol)) {
    throw new LockstepError(
      'USAGE',
      `"${of.symbol}" cannot be a symbol; expected letters, digits, dots and dashes, such as SPY.`,
    );
  }
  const symbol = of.symbol.toUpperCase();
  const securityType = SECURITY_TYPES[type];
  const { dataTimeZone, exchangeHours } = marketHoursOf(dataFolder).entry(market, symbol, securityType);
  return { dataFolder, symbol, securityType, market, resolution, dataTimeZone, exchangeHours };
}

/** The data folder's market hours, or the built-in ones. */
export function marketHoursOf(dataFolder: string): MarketHoursDatabase {
  const file = join(dataFolder, 'market-hours', 'market-hours-database.json');
  if (!existsSync(file)) return MarketHoursDatabase.builtIn();
  try {
    return MarketHoursDatabase.parse(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')), file);
  } catch (cause) {
    if (cause instanceof LockstepError) throw cause;
    throw new DataError('MARKET_HOURS_INVALID', 'The market-hours database is not JSON', { file }, cause);
  }
}
