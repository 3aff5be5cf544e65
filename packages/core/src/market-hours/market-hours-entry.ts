import { TimeZone } from '../time/time-zone.ts';
import { ExchangeHours } from './exchange-hours.ts';

/** What a market-hours database says about a security. */
export interface MarketHoursEntry {
  /** Zone in which data files are written. */
  readonly dataTimeZone: TimeZone;
  readonly exchangeHours: ExchangeHours;
}

/** An entry that never closes, its data in the zone of the exchange; for custom data. */
export function alwaysOpenEntry(timeZone: TimeZone = TimeZone.of('UTC')): MarketHoursEntry {
  return { dataTimeZone: timeZone, exchangeHours: ExchangeHours.alwaysOpen(timeZone) };
}
