import type { ReferenceData } from '../data/reference-data.ts';

/** Reference data of one run: what a strategy sets in the databases stays in it. */
export function runReference(reference: ReferenceData): ReferenceData {
  return {
    marketHours: reference.marketHours.fork(),
    symbolProperties: reference.symbolProperties.fork(),
    identify: (ticker, securityType, market) => reference.identify(ticker, securityType, market),
    riskFreeRate: (day) => reference.riskFreeRate(day),
    dataFile: (path) => reference.dataFile(path),
    tickerOn: (symbol, day) => reference.tickerOn(symbol, day),
    delistingDay: (symbol) => reference.delistingDay(symbol),
    textOf: (bytes, name) => reference.textOf(bytes, name),
  };
}
