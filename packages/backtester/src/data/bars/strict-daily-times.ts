import { type ExchangeHours, MS_PER_HOUR, SecurityType, type SubscriptionDataConfig } from '@lockstep/core';

/** Start and end of a daily bar, epoch ms. */
export interface DailyTimes {
  readonly time: number;
  readonly endTime: number;
}

/** Whether daily bars run from open to close: LEAN's setting, for exchanges that close and types other than forex. */
export function usesStrictDailyTimes(config: SubscriptionDataConfig): boolean {
  const { securityType, market } = config.symbol;
  return (
    config.strictDailyEndTimes &&
    config.incrementMs > MS_PER_HOUR &&
    !config.exchangeHours.isAlwaysOpen &&
    securityType !== SecurityType.Forex &&
    securityType !== SecurityType.Base &&
    !(securityType === SecurityType.Cfd && market === 'oanda')
  );
}

/**
 * First open and last close of the trading day that a daily bar ends in or after; null when that day was over before the
 * bar began, so that the bar cannot be from regular trading.
 *
 * @param startLocal start of the bar as written, local ms of the exchange
 */
export function strictDailyTimes(hours: ExchangeHours, startLocal: number, incrementMs: number): DailyTimes | null {
  const open = hours.firstDailyMarketOpen(startLocal + incrementMs, false);
  const close = hours.lastDailyMarketClose(open, false);
  if (close < startLocal) return null;
  return { time: hours.timeZone.toUtc(open), endTime: hours.timeZone.toUtc(close) };
}
