import type { ReferenceData } from '../data/reference-data.ts';
import type { MarketCalendar } from '../market-hours/market-calendar.ts';
import type { MarketHoursDatabase } from '../market-hours/market-hours-database.ts';

/** Reference data of one run: what a strategy sets in the databases stays in it. @param calendar of a broker, which wins */
export function runReference(reference: ReferenceData, calendar: MarketCalendar | null = null): ReferenceData {
  const marketHours = reference.marketHours.fork();
  if (calendar !== null) takeCalendar(marketHours, calendar);
  return {
    marketHours,
    symbolProperties: reference.symbolProperties.fork(),
    identify: (ticker, securityType, market) => reference.identify(ticker, securityType, market),
    riskFreeRate: (day) => reference.riskFreeRate(day),
    dataFile: (path) => reference.dataFile(path),
    tickerOn: (symbol, day) => reference.tickerOn(symbol, day),
    delistingDay: (symbol) => reference.delistingDay(symbol),
    textOf: (bytes, name) => reference.textOf(bytes, name),
  };
}

function takeCalendar(marketHours: MarketHoursDatabase, { market, securityType, days }: MarketCalendar): void {
  const entry = marketHours.entry(market, null, securityType);
  marketHours.setEntry(market, null, securityType, {
    ...entry,
    exchangeHours: entry.exchangeHours.withDays(days),
  });
}
