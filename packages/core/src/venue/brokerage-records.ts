import type { BrokerageExecution, BrokerageOrder } from '../brokerage/brokerage.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-event.ts';

/** The execution behind a fill, before a fee in the base currency was taken from its quantity. */
export function describeFill(fill: OrderEvent, clientOrderId: string): BrokerageExecution {
  const { amount, currency, paidInQuantity } = fill.orderFee;
  return {
    id: fill.executionId,
    clientOrderId,
    brokerIds: [String(fill.orderId)],
    symbol: fill.symbol,
    instrument: fill.symbol.value,
    quantity: paidInQuantity === undefined ? fill.exactFillQuantity : fill.exactFillQuantity.plus(paidInQuantity),
    price: fill.exactFillPrice,
    timeMs: fill.utcTimeMs,
    fee: { amount, currency },
  };
}

/** An order as a broker reports it. @param parentBrokerId of a child of a bracket: the broker's id of its entry */
export function describeOrder(
  order: Order,
  clientOrderId: string,
  parentBrokerId: string | null = null,
): BrokerageOrder {
  return {
    clientOrderId,
    brokerIds: order.brokerId,
    parentBrokerId,
    symbol: order.symbol,
    instrument: order.symbol.value,
    type: order.type,
    quantity: order.quantity,
    filledQuantity: order.quantityFilled,
    averageFillPrice: order.price,
    limitPrice: order.limitPrice.isZero() ? null : order.limitPrice,
    stopPrice: order.stopPrice.isZero() ? null : order.stopPrice,
    trailingAmount: order.trailingAmount.isZero() ? null : order.trailingAmount,
    status: order.status,
    updatedAtMs: Number.isNaN(order.lastUpdateTimeMs) ? order.timeMs : order.lastUpdateTimeMs,
  };
}
