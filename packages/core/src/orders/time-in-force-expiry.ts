import { SecurityType } from '../market/security-type.ts';
import type { Security } from '../securities/security.ts';
import { dayOf } from '../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR } from '../time/resolution.ts';
import { TimeZone } from '../time/time-zone.ts';
import type { Order } from './order.ts';

const NEW_YORK = TimeZone.of('America/New_York');
/** What a simulated venue says of an order that it cancels because its time is over. */
export const ORDER_EXPIRED = 'The order has expired.';
/** When the forex day ends in New York. */
const FOREX_CLOSE_MS = 17 * MS_PER_HOUR;

/**
 * Whether an order's time in force has run out at an instant. Day orders end with the regular session (forex and CFD:
 * 17:00 New York, crypto: the exchange's midnight); dated orders do so on their date.
 *
 * @param utcNow epoch ms UTC
 */
export function isOrderExpired(security: Security, order: Order, utcNow: number): boolean {
  const { timeInForce } = order;
  if (timeInForce.kind === 'GTC') return false;
  const hours = security.exchange.hours;
  const zone = hours.timeZone;
  const isDay = timeInForce.kind === 'Day';
  switch (security.type) {
    case SecurityType.Forex:
    case SecurityType.Cfd:
      return utcNow >= forexExpiry(order.timeMs, isDay ? null : dayOf(timeInForce.expiryLocalMs));
    case SecurityType.Crypto:
    case SecurityType.CryptoFuture:
      return dayOf(zone.toLocal(utcNow)) > dayOf(isDay ? zone.toLocal(order.timeMs) : timeInForce.expiryLocalMs);
    default: {
      const from = isDay ? zone.toLocal(order.timeMs) : dayOf(timeInForce.expiryLocalMs) * MS_PER_DAY;
      return zone.toLocal(utcNow) >= hours.lastDailyMarketClose(from, false);
    }
  }
}

/**
 * 17:00 New York of an order's day or of its expiry day. Orders from after 17:00 get a day more, dated ones only when
 * their date is the UTC date of the order.
 */
function forexExpiry(orderMs: number, expiryDay: number | null): number {
  const local = NEW_YORK.toLocal(orderMs);
  const isLate = local - dayOf(local) * MS_PER_DAY > FOREX_CLOSE_MS;
  const extra = isLate && (expiryDay === null || dayOf(orderMs) === expiryDay) ? 1 : 0;
  return NEW_YORK.toUtc(((expiryDay ?? dayOf(local)) + extra) * MS_PER_DAY + FOREX_CLOSE_MS);
}
