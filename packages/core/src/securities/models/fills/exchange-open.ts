import { dayOf } from '../../../time/calendar.ts';
import { MS_PER_HOUR } from '../../../time/resolution.ts';
import type { Security } from '../../security.ts';

/**
 * Whether an order may fill at an instant: the exchange is open, or has just closed and the last bar still covers the
 * instant (bars above an hour: its date) and saw open trading. So the bar that ends at the close can fill.
 */
export function isOpenForFills(security: Security, utcNow: number, extended: boolean): boolean {
  const hours = security.exchange.hours;
  const zone = hours.timeZone;
  const localNow = zone.toLocal(utcNow);
  if (hours.isOpen(localNow, extended)) return true;
  const cache = security.cache;
  if (!cache.hasData) return false;
  const start = zone.toLocal(cache.lastTimeMs);
  const end = zone.toLocal(cache.lastEndTimeMs);
  const covered = end - start > MS_PER_HOUR ? dayOf(localNow) === dayOf(end) : localNow <= end;
  return covered && hours.isOpenBetween(start, end, extended);
}
