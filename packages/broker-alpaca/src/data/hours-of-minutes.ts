import { MS_PER_HOUR, MS_PER_MINUTE, type SubscriptionDataConfig } from '@lockstep/core';
import type { BarRow } from './price-rows.ts';

/**
 * Hours made of the minutes that a subscription is for. Alpaca's own hours mix trades before the open into the first hour
 * of the day.
 */
export function hoursOfMinutes(config: SubscriptionDataConfig, minutes: readonly BarRow[]): BarRow[] {
  const { exchangeHours, extendedMarketHours } = config;
  const zone = exchangeHours.timeZone;
  const hours: BarRow[] = [];
  for (const minute of minutes) {
    const local = zone.toLocal(minute.timeMs);
    if (!exchangeHours.isOpenBetween(local, local + MS_PER_MINUTE, extendedMarketHours)) continue;
    const timeMs = zone.toUtc(Math.floor(local / MS_PER_HOUR) * MS_PER_HOUR);
    const last = hours.at(-1);
    if (last?.timeMs === timeMs) hours[hours.length - 1] = joined(last, minute);
    else hours.push({ ...minute, timeMs });
  }
  return hours;
}

function joined(hour: BarRow, minute: BarRow): BarRow {
  return {
    ...hour,
    high: Math.max(hour.high, minute.high),
    low: Math.min(hour.low, minute.low),
    close: minute.close,
    volume: hour.volume + minute.volume,
  };
}
