import { orderTypeName, orderTypeNames } from '../brokerage-models/order-type-name.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { OrderProperties } from '../orders/order-properties.ts';
import type { SubmitOrderRequest, UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { TimeInForce } from '../orders/time-in-force.ts';
import { trailingStopPrice } from '../securities/models/fills/trailing-stop.ts';
import type { BrokerageCapabilities, CarriedOrder, RefusedOrders } from './brokerage.ts';

const HUNDRED = Decimal.fromInteger(100);

/** What of an order every broker's wire depends on. */
type AskedOrder = Pick<CarriedOrder, 'orderType' | 'quantity' | 'properties'>;

/** Why a broker's wire cannot carry an order, or null. Asked before the order gets an id. */
export function capabilityRefusal(capabilities: BrokerageCapabilities, request: AskedOrder): string | null {
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

/** The rule of a broker's wire that an order breaks, with the figure; null for none. @param changesQuantity of a working order */
export function ruleRefusal(
  rules: readonly RefusedOrders[] | undefined,
  order: CarriedOrder,
  changesQuantity: boolean,
): string | null {
  const rule = rules?.find((each) => isRefused(each, order, changesQuantity));
  if (rule === undefined) return null;
  const { quantity, trailingAmount } = order;
  const figure =
    rule.decimalsAbove !== undefined
      ? ` The quantity is ${quantity}.`
      : rule.trailsBelow !== undefined
        ? ` It trails by ${trailingAmount.times(HUNDRED).normalize()} %.`
        : '';
  return rule.text + figure;
}

function isRefused(rule: RefusedOrders, order: CarriedOrder, changesQuantity: boolean): boolean {
  const { symbol, orderType, quantity, properties, trailingAmount, trailingAsPercentage } = order;
  return (
    rule.securityTypes?.includes(symbol.securityType) !== false &&
    rule.orderTypes?.has(orderType) !== false &&
    rule.timesInForce?.has(properties.timeInForce?.kind ?? 'GTC') !== false &&
    (rule.outsideRegularHours ?? isOutside(properties)) === isOutside(properties) &&
    (rule.changesQuantity ?? changesQuantity) === changesQuantity &&
    (rule.decimalsAbove === undefined || !quantity.equals(quantity.round(rule.decimalsAbove))) &&
    (rule.trailsBelow === undefined ||
      (orderType === OrderType.TrailingStop && trailingAsPercentage && trailingAmount.lt(rule.trailsBelow)))
  );
}

function isOutside({ outsideRegularTradingHours }: OrderProperties): boolean {
  return outsideRegularTradingHours === true;
}

/** Why the stop of a new trailing order cannot be where it is asked for, or null. @param price of the security now */
export function trailingStopRefusal(
  { trailingStops }: BrokerageCapabilities,
  { orderType, quantity, stopPrice, trailingAmount, trailingAsPercentage }: SubmitOrderRequest,
  price: Decimal,
): string | null {
  if (orderType !== OrderType.TrailingStop || trailingStops !== 'market') return null;
  const start = trailingStopPrice(price, trailingAmount, trailingAsPercentage, quantity.sign() < 0);
  if (stopPrice.equals(start)) return null;
  return `the stop of a trailing order begins where the market puts it, at ${start} for a price of ${price}, and ${stopPrice} was given; leave the stop price out.`;
}

const CHANGES = ['quantity', 'limitPrice', 'stopPrice', 'trailingAmount'] as const;

/**
 * Why a broker's wire cannot carry a change of a working order, or null. The strategy cancels such an order and places
 * another; children of brackets, which follow their entry, are cancelled and placed anew by execution.
 */
export function updateCapabilityRefusal(
  { updates, trailingStops, refusedOrders }: BrokerageCapabilities,
  order: Order,
  request: UpdateOrderRequest,
): string | null {
  const instead = `cancel order ${request.orderId} and place another.`;
  const refused = CHANGES.filter((field) => request[field] !== null && !updates.has(field));
  if (refused.length > 0) {
    const possible = updates.size === 0 ? 'nothing of one' : [...updates].join(', ');
    return `The broker cannot change the ${refused.join(' and the ')} of a working order (it can change ${possible}); ${instead}`;
  }
  if (order.type === OrderType.TrailingStop && request.stopPrice !== null && trailingStops === 'market') {
    return `The stop of a trailing order is where the market puts it, and ${request.stopPrice} was given; change its trailing amount, or ${instead}`;
  }
  return ruleRefusal(refusedOrders, changedOrder(order, request), request.quantity !== null);
}

function changedOrder(order: Order, { quantity, trailingAmount }: UpdateOrderRequest): CarriedOrder {
  return {
    symbol: order.symbol,
    orderType: order.type,
    quantity: quantity ?? order.quantity,
    properties: order.properties,
    trailingAmount: trailingAmount ?? order.trailingAmount,
    trailingAsPercentage: order.trailingAsPercentage,
  };
}
