import type { SecurityIdentity } from '../market/security-identifier.ts';
import type { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { MarketHoursDatabase } from '../market-hours/market-hours-database.ts';
import type { Decimal } from '../numeric/decimal.ts';
import type { SymbolPropertiesDatabase } from '../symbol-properties/symbol-properties-database.ts';

/** What the engine must know about instruments and rates before any price: from a LEAN folder or built in. */
export interface ReferenceData {
  readonly marketHours: MarketHoursDatabase;
  readonly symbolProperties: SymbolPropertiesDatabase;
  /** Identity of the security that trades under a ticker: equities by their map file. */
  identify(ticker: string, securityType: SecurityType, market: string): SecurityIdentity;
  /** Yearly risk-free rate, as a fraction, valid on a day (days since 1970-01-01). */
  riskFreeRate(day: number): Decimal;
  /** Ticker of an equity on a day (days since 1970-01-01); null while it is not listed. */
  tickerOn(symbol: SecuritySymbol, day: number): string | null;
  /** Last day on which an equity is listed (days since 1970-01-01); null while it is. */
  delistingDay(symbol: SecuritySymbol): number | null;
  /** Text of bytes that are kept under a name; of a `.zip` that of its first file. */
  textOf(bytes: Uint8Array, name: string): string;
  /** Text of another file of the data folder by its path below it, with slashes, of a `.zip` the first one in it; null when there is none. */
  dataFile(path: string): string | null;
}
