import type { ReferenceData } from '../data/reference-data.ts';
import type { SecurityType } from '../market/security-type.ts';
import type { TradingDay } from '../market-hours/exchange-hours.ts';
import { runReference } from './run-reference.ts';

/** Days of a market that a broker's calendar has otherwise than the reference data. Plain values: they are recorded. */
export interface MarketCalendar {
  readonly market: string;
  readonly securityType: SecurityType;
  readonly days: readonly TradingDay[];
}

/** Reference data in which a market has the hours of a calendar on its days. */
export function withCalendar(reference: ReferenceData, { market, securityType, days }: MarketCalendar): ReferenceData {
  const own = runReference(reference);
  const entry = own.marketHours.entry(market, null, securityType);
  own.marketHours.setEntry(market, null, securityType, {
    ...entry,
    exchangeHours: entry.exchangeHours.withDays(days),
  });
  return own;
}
