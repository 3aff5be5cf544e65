import { dayOf, MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from '@lockstep/core';
import { forbidden, type Refusal, unprocessable } from '../http/reply.ts';
import type { Instrument } from '../market/instruments.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { OrderDraft } from '../orders/order-draft.ts';

const AUCTIONS_FROM_MS = 19 * MS_PER_HOUR;
const OPENING_UNTIL_MS = 9 * MS_PER_HOUR + 28 * MS_PER_MINUTE;
const CLOSING_UNTIL_BEFORE_CLOSE_MS = 10 * MS_PER_MINUTE;

/** Outside regular hours only limit orders of the day trade. */
export function extendedHoursRefusal({ extendedHours, type, timeInForce, orderClass }: OrderDraft): Refusal | null {
  if (!extendedHours) return null;
  if (type === 'stop' || type === 'stop_limit' || type === 'trailing_stop') {
    return unprocessable('stop orders are not eligible for extended hours trading');
  }
  const isTaken = type === 'limit' && (timeInForce === 'day' || timeInForce === 'gtc');
  if (!isTaken) return unprocessable('extended hours order must be DAY or GTC limit orders');
  const isSimple = orderClass === '' || orderClass === 'simple';
  return isSimple ? null : unprocessable('complex orders not supported for extended hours trading');
}

/** When orders for the opening and the closing auction are taken: from the evening before up to shortly before it. */
export function auctionRefusal(
  { timeInForce }: OrderDraft,
  { security }: Instrument,
  { clock }: DeskParts,
): Refusal | null {
  if (timeInForce !== 'opg' && timeInForce !== 'cls') return null;
  const { hours } = security.exchange;
  const local = hours.timeZone.toLocal(clock.utcNow());
  const midnight = dayOf(local) * MS_PER_DAY;
  if (local - midnight >= AUCTIONS_FROM_MS) return null;
  if (timeInForce === 'opg') {
    const isLate = local - midnight > OPENING_UNTIL_MS && hours.isDateOpen(dayOf(local));
    return isLate ? forbidden('opg orders must be submitted after 7:00pm and before 9:28am') : null;
  }
  const close = hours.lastMarketClose(dayOf(local), false);
  const isLate = close !== undefined && local > close - CLOSING_UNTIL_BEFORE_CLOSE_MS;
  return isLate ? forbidden('cls orders must be submitted after 7:00pm and before 3:50pm') : null;
}
