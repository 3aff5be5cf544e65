import { type Order, OrderType } from '@lockstep/core';
import type { FillFacts } from './fill-facts.ts';
import { type FillRule, shown } from './lint-rule.ts';

const STOPS: ReadonlySet<OrderType> = new Set([OrderType.StopMarket, OrderType.StopLimit, OrderType.TrailingStop]);

/**
 * Both ends of a stop-and-target pair lay within one bar: which came first is not in the data, so the outcome is a guess.
 * A pair is a limit and a stop order of one security and quantity, of which one filled and the other ended with it.
 *
 * @param orders of the run
 */
export function stopAndTargetInOneBar(orders: readonly Order[]): FillRule {
  const partners = new Map<string, Order[]>();
  for (const order of orders) {
    const endedMs = Number.isNaN(order.canceledTimeMs) ? order.lastFillTimeMs : order.canceledTimeMs;
    if (Number.isNaN(endedMs) || !(order.type === OrderType.Limit || STOPS.has(order.type))) continue;
    const key = keyOf(order, endedMs);
    const ended = partners.get(key);
    if (ended === undefined) partners.set(key, [order]);
    else ended.push(order);
  }
  return {
    code: 'STOP_AND_TARGET_SAME_BAR',
    severity: 'warning',
    check: (fill) => {
      if (partners.size === 0) return null;
      const partner = partners.get(keyOf(fill.order, fill.event.utcTimeMs))?.find((other) => isPair(fill.order, other));
      if (partner === undefined || !isReached(partner, fill)) return null;
      // Of two that both filled, the first one tells.
      if (partner.status === fill.order.status && partner.id < fill.order.id) return null;
      return `Order ${fill.order.id} filled at ${shown(fill.event.exactFillPrice)}, but the same bar (${fill.bar.low} to ${fill.bar.high}) also reached ${priceOf(partner)} of order ${partner.id}: which came first is not in the data. Use finer bars, or count such trades as losses.`;
    },
  };
}

function keyOf(order: Order, endedMs: number): string {
  return `${order.symbol.id}|${endedMs}`;
}

function isPair(one: Order, other: Order): boolean {
  return (
    one.id !== other.id && STOPS.has(one.type) !== STOPS.has(other.type) && one.quantity.compare(other.quantity) === 0
  );
}

function isReached(order: Order, { bar }: FillFacts): boolean {
  const price = priceOf(order);
  const isAbove = order.quantity.sign() < 0 !== STOPS.has(order.type);
  return isAbove ? bar.high >= price : bar.low <= price;
}

function priceOf(order: Order): number {
  return (STOPS.has(order.type) ? order.stopPrice : order.limitPrice).toNumber();
}
