import { dayOf, MS_PER_DAY, type Security } from '@lockstep/core';

const GTC_DAYS = 90;

/** Whether an order may trade now. @param utcMs epoch ms */
export function isSessionOpen({ exchange }: Security, extendedHours: boolean, utcMs: number): boolean {
  return exchange.hours.isOpen(exchange.hours.timeZone.toLocal(utcMs), extendedHours);
}

/** When trading begins next, epoch ms UTC. @param utcMs epoch ms */
export function nextOpenUtc({ exchange }: Security, extendedHours: boolean, utcMs: number): number {
  const { hours } = exchange;
  return hours.timeZone.toUtc(hours.nextMarketOpen(hours.timeZone.toLocal(utcMs), extendedHours));
}

/** When an order that is submitted now ends by itself, epoch ms UTC. */
export function expiryUtc({ exchange }: Security, isForDay: boolean, utcMs: number): number {
  const { hours } = exchange;
  if (!isForDay) return utcMs + GTC_DAYS * MS_PER_DAY;
  const local = hours.timeZone.toLocal(utcMs);
  if (hours.isAlwaysOpen) return hours.timeZone.toUtc((dayOf(local) + 1) * MS_PER_DAY);
  return hours.timeZone.toUtc(hours.lastDailyMarketClose(local, false));
}
