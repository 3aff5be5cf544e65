import type { ReferenceData } from '../data/reference-data.ts';
import { MarketHoursDatabase } from '../market-hours/market-hours-database.ts';
import { Decimal } from '../numeric/decimal.ts';
import { SymbolPropertiesDatabase } from '../symbol-properties/symbol-properties-database.ts';

/** Reference data for tests: built-in market calendars and symbol properties, tickers that never changed, rate 0. */
export function testReferenceData(): ReferenceData {
  return {
    marketHours: MarketHoursDatabase.builtIn(),
    symbolProperties: SymbolPropertiesDatabase.builtIn(),
    identify: (ticker, securityType, market) => ({ ticker, securityType, market }),
    riskFreeRate: () => Decimal.ZERO,
    dataFile: () => null,
    tickerOn: (symbol) => symbol.value,
    delistingDay: () => null,
    textOf: (bytes) => String.fromCodePoint(...bytes),
  };
}
