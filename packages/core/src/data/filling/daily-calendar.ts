import type { ExchangeHours } from '../../market-hours/exchange-hours.ts';

/**
 * Start of the daily bar with strict end times that a local time belongs to: the first regular open of the latest
 * trading day that had opened by then.
 * @throws LockstepError `MARKET_SESSION_NOT_FOUND`
 */
export function dailyBarStart(hours: ExchangeHours, localMs: number): number {
  return hours.firstDailyMarketOpen(localMs, false);
}

/**
 * End of the daily bar with strict end times that starts at a local time: the last regular close of that day.
 * @throws LockstepError `MARKET_SESSION_NOT_FOUND`
 */
export function dailyBarEnd(hours: ExchangeHours, startLocal: number): number {
  return hours.lastDailyMarketClose(startLocal, false);
}
