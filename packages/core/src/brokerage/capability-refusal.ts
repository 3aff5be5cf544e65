import { orderTypeName, orderTypeNames } from '../brokerage-models/order-type-name.ts';
import type { SubmitOrderRequest } from '../orders/order-request.ts';
import { TimeInForce } from '../orders/time-in-force.ts';
import type { BrokerageCapabilities } from './brokerage.ts';

/** Why a broker's wire cannot carry an order, or null. Asked before the order gets an id. */
export function capabilityRefusal(capabilities: BrokerageCapabilities, request: SubmitOrderRequest): string | null {
  const { orderType, quantity, properties } = request;
  if (!capabilities.orderTypes.has(orderType)) {
    return `${orderTypeName(orderType)} orders are not among those it takes: ${orderTypeNames(capabilities.orderTypes)}.`;
  }
  const { kind } = properties.timeInForce ?? TimeInForce.GoodTilCanceled;
  if (!capabilities.timesInForce.has(kind)) {
    return `the time in force ${kind} is not among those it takes: ${[...capabilities.timesInForce].join(', ')}.`;
  }
  if (!capabilities.fractionalQuantities && !quantity.equals(quantity.truncate())) {
    return `it takes whole units only, and the quantity is ${quantity}.`;
  }
  if (!capabilities.outsideRegularHours && properties.outsideRegularTradingHours === true) {
    return 'it takes no orders for trading outside regular hours.';
  }
  return null;
}
