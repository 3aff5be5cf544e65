import { type Order, type OrderHandover, orderToJson, type UpdateOrderRequest } from '@lockstep/core';
import { securityKey } from '../session/saved-run.ts';
import type { JournalRecord, OrderRequestedRecord } from '../store/journal-record.ts';

/** What the journal keeps of an order that is asked for. */
export function requestRecord(
  { order, clientOrderId }: OrderHandover,
  { signal, waits }: Pick<OrderRequestedRecord, 'signal' | 'waits'>,
): OrderRequestedRecord {
  return {
    kind: 'orderRequested',
    order: orderToJson(order),
    security: securityKey(order.symbol),
    outsideRegularTradingHours: order.properties.outsideRegularTradingHours ?? false,
    clientOrderId,
    parentOrderId: order.bracketId === 0 ? null : order.bracketId,
    role: roleOf(order),
    waits,
    sizing: null,
    signal,
  };
}

function roleOf(order: Order): OrderRequestedRecord['role'] {
  if (order.bracketId === 0) return null;
  return order.limitPrice.isZero() ? 'stop' : 'target';
}

/** What the journal keeps of a change: the values that were asked for. */
export function changesOf(request: UpdateOrderRequest): Extract<JournalRecord, { kind: 'updateRequested' }>['changes'] {
  const { quantity, limitPrice, stopPrice, triggerPrice, trailingAmount, tag } = request;
  return {
    ...(quantity === null ? {} : { quantity: quantity.toString() }),
    ...(limitPrice === null ? {} : { limitPrice: limitPrice.toString() }),
    ...(stopPrice === null ? {} : { stopPrice: stopPrice.toString() }),
    ...(triggerPrice === null ? {} : { triggerPrice: triggerPrice.toString() }),
    ...(trailingAmount === null ? {} : { trailingAmount: trailingAmount.toString() }),
    ...(tag === null ? {} : { tag }),
  };
}
