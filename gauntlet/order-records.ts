import { type Order, type OrderTicket, OrderType, orderToJson, roundedOrder } from '@lockstep/core';
import { utcText } from './time-text.ts';

/** An order at the end, its prices rounded as in LEAN's order list. */
export function finalOrder(original: Order): unknown[] {
  const order = roundedOrder(original);
  const json = orderToJson(order);
  const { submissionData: quote } = order;
  return [
    json.id,
    json.type,
    json.symbol,
    json.quantity,
    json.status,
    timeInForceText(json),
    json.tag,
    json.limitPrice,
    json.stopPrice,
    json.triggerPrice,
    json.trailingAmount,
    flag(order),
    json.price,
    json.priceCurrency,
    utcText(order.timeMs),
    ...[order.lastFillTimeMs, order.lastUpdateTimeMs, order.canceledTimeMs].map(textOrNull),
    quote?.bidPrice.toString() ?? null,
    quote?.askPrice.toString() ?? null,
    quote?.lastPrice.toString() ?? null,
    order.isMarketable ? 1 : 0,
    order.priceAdjustmentMode,
    order.brokerId.length,
    order.quantity.times(order.price).toString(),
  ];
}

/** Codes of the requests made of each order that was asked to change, as they ended. */
export function finalRequests(tickets: readonly OrderTicket[]): unknown[] {
  return tickets
    .filter(({ updateRequests, cancelRequest }) => updateRequests.length > 0 || cancelRequest !== null)
    .map(({ orderId, updateRequests, cancelRequest }) => [
      orderId,
      updateRequests.map((request) => request.response.errorCode),
      cancelRequest?.response.errorCode ?? null,
    ]);
}

/** Identifier, permanent ticker and type of the securities that were ordered. */
export function symbolsOf(orders: readonly Order[]): Record<string, unknown> {
  return Object.fromEntries(orders.map(({ symbol }) => [symbol.value, [symbol.id, symbol.value, symbol.securityType]]));
}

function timeInForceText({ timeInForce, expiry }: ReturnType<typeof orderToJson>): string {
  if (timeInForce === 'GTD') return `GTD ${expiry?.slice(0, 10) ?? ''}`;
  return timeInForce.toUpperCase();
}

function flag(order: Order): 0 | 1 | null {
  switch (order.type) {
    case OrderType.StopLimit:
      return order.stopTriggered ? 1 : 0;
    case OrderType.LimitIfTouched:
      return order.triggerTouched ? 1 : 0;
    case OrderType.TrailingStop:
      return order.trailingAsPercentage ? 1 : 0;
    default:
      return null;
  }
}

function textOrNull(ms: number): string | null {
  return Number.isNaN(ms) ? null : utcText(ms);
}
