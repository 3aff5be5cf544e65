import { MS_PER_HOUR } from '../../time/resolution.ts';
import type { SubscriptionDataConfig } from '../subscription-data-config.ts';
import type { BarRow } from './price-rows.ts';

/**
 * Hours made of shorter bars, of those in the market hours that a subscription is for. Brokers' own hours begin with the
 * session, or mix what was before the open into the first hour of the day.
 *
 * @param lengthMs of the shorter bars
 */
export function hoursOfBars(config: SubscriptionDataConfig, bars: readonly BarRow[], lengthMs: number): BarRow[] {
  const { exchangeHours, extendedMarketHours } = config;
  const zone = exchangeHours.timeZone;
  const hours: BarRow[] = [];
  for (const bar of bars) {
    const local = zone.toLocal(bar.timeMs);
    if (!exchangeHours.isOpenBetween(local, local + lengthMs, extendedMarketHours)) continue;
    const timeMs = zone.toUtc(Math.floor(local / MS_PER_HOUR) * MS_PER_HOUR);
    const last = hours.at(-1);
    if (last?.timeMs === timeMs) hours[hours.length - 1] = joined(last, bar);
    else hours.push({ ...bar, timeMs });
  }
  return hours;
}

function joined(hour: BarRow, bar: BarRow): BarRow {
  return {
    ...hour,
    high: Math.max(hour.high, bar.high),
    low: Math.min(hour.low, bar.low),
    close: bar.close,
    volume: hour.volume + bar.volume,
  };
}
