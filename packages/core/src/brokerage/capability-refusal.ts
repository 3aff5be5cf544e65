import { orderTypeName, orderTypeNames } from '../brokerage-models/order-type-name.ts';
import type { Decimal } from '../numeric/decimal.ts';
import type { OrderProperties } from '../orders/order-properties.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import type { OrderType } from '../orders/order-type.ts';
import { TimeInForce } from '../orders/time-in-force.ts';
import type { BrokerageCapabilities } from './brokerage.ts';

/** What of an order its carrying depends on. */
export interface CarriedOrder {
  readonly orderType: OrderType;
  readonly quantity: Decimal;
  readonly properties: OrderProperties;
}

/** Why a broker's wire cannot carry an order, or null. Asked before the order gets an id. */
export function capabilityRefusal(capabilities: BrokerageCapabilities, request: CarriedOrder): string | null {
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

const CHANGES = ['quantity', 'limitPrice', 'stopPrice', 'trailingAmount'] as const;

/**
 * Why a broker's wire cannot carry a change of a working order, or null. The strategy cancels such an order and places
 * another; children of brackets, which follow their entry, are cancelled and placed anew by execution.
 */
export function updateCapabilityRefusal(
  { updates }: BrokerageCapabilities,
  request: UpdateOrderRequest,
): string | null {
  const refused = CHANGES.filter((field) => request[field] !== null && !updates.has(field));
  if (refused.length === 0) return null;
  const possible = updates.size === 0 ? 'nothing of one' : [...updates].join(', ');
  return `The broker cannot change the ${refused.join(' and the ')} of a working order (it can change ${possible}); cancel order ${request.orderId} and place another.`;
}
