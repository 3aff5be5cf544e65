import { type SecurityType, securityTypeName } from '../market/security-type.ts';
import type { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import { OrderType } from '../orders/order-type.ts';
import type { Security } from '../securities/security.ts';
import { dayOf } from '../time/calendar.ts';
import { MS_PER_DAY, MS_PER_MINUTE } from '../time/resolution.ts';
import { orderTypeName } from './order-type-name.ts';

/** Why an order quantity is below the smallest that the exchange takes, or null. */
export function tooSmall(security: Security, quantity: Decimal): string | null {
  const minimum = security.symbolProperties.minimumOrderSize;
  if (minimum === null || quantity.abs().gte(minimum)) return null;
  return `${security.symbol.value} orders are at least ${minimum}, this one is ${quantity}`;
}

/** Whether an order turns a long position into a short one or the reverse. */
export function crossesZero(held: Decimal, quantity: Decimal): boolean {
  return held.sign() * quantity.sign() < 0 && held.plus(quantity).sign() === quantity.sign();
}

/** Why an order that crosses zero is refused (market-on-open and -close orders), or null. */
export function refusedCrossing(modelName: string, security: Security, order: Order): string | null {
  if (order.type !== OrderType.MarketOnOpen && order.type !== OrderType.MarketOnClose) return null;
  if (!crossesZero(security.holdings.exactQuantity, order.quantity)) return null;
  return `${modelName} takes no ${orderTypeName(order.type)} order that turns a position around; close it first`;
}

/** Time of day, ms from midnight, from which a market-on-open order is taken. */
export type WindowStart = (marketEnd: number) => number;

/**
 * Why a market-on-open order is refused for its security type or the time of day, or null.
 *
 * @param untilBeforeOpen how long before the open it is taken no more, ms
 */
export function refusedMarketOnOpen(
  security: Security,
  order: Order,
  supported: ReadonlySet<SecurityType>,
  windowStart: WindowStart,
  untilBeforeOpen = 2 * MS_PER_MINUTE,
): string | null {
  if (order.type !== OrderType.MarketOnOpen) return null;
  if (!supported.has(security.type)) {
    return `The broker takes no MarketOnOpen orders for ${securityTypeName(security.type)} securities`;
  }
  const localNow = security.localTimeMs;
  const day = dayOf(localNow);
  const market = security.exchange.hours.segments(day).find((segment) => segment.state === 'market');
  if (market === undefined) return null;
  const time = localNow - day * MS_PER_DAY;
  const from = windowStart(market.end);
  const until = market.start - untilBeforeOpen;
  const inside = from <= until ? time >= from && time < until : time >= from || time < until;
  return inside ? null : `MarketOnOpen orders are taken from ${clock(from)} to ${clock(until)} exchange time`;
}

function clock(ms: number): string {
  const minutes = Math.floor(ms / MS_PER_MINUTE);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
