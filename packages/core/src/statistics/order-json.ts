import type { Order } from '../orders/order.ts';
import { OrderDirection } from '../orders/order-direction.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import { orderStatusName } from '../orders/order-status.ts';
import { OrderType } from '../orders/order-type.ts';
import { formatUtc } from '../time/calendar.ts';
import { type JsonFields, jsonRow } from './json-fields.ts';
import type { DecimalText, UtcText } from './json-text.ts';

const TYPE_NAMES: Readonly<Record<OrderType, keyof typeof OrderType>> = {
  [OrderType.Market]: 'Market',
  [OrderType.Limit]: 'Limit',
  [OrderType.StopMarket]: 'StopMarket',
  [OrderType.StopLimit]: 'StopLimit',
  [OrderType.MarketOnOpen]: 'MarketOnOpen',
  [OrderType.MarketOnClose]: 'MarketOnClose',
  [OrderType.LimitIfTouched]: 'LimitIfTouched',
  [OrderType.TrailingStop]: 'TrailingStop',
};

const DIRECTION_NAMES: Readonly<Record<OrderDirection, keyof typeof OrderDirection>> = {
  [OrderDirection.Buy]: 'Buy',
  [OrderDirection.Sell]: 'Sell',
  [OrderDirection.Hold]: 'Hold',
};

/** An order at the end of a run; prices that its type does not use are null. */
export interface OrderJson {
  readonly id: number;
  readonly type: keyof typeof OrderType;
  readonly symbol: string;
  readonly symbolId: string;
  readonly direction: keyof typeof OrderDirection;
  readonly quantity: DecimalText;
  readonly status: string;
  readonly tag: string;
  /** Average fill price, 0 without a fill. */
  readonly price: DecimalText;
  readonly priceCurrency: string;
  readonly limitPrice: DecimalText | null;
  readonly stopPrice: DecimalText | null;
  readonly triggerPrice: DecimalText | null;
  readonly trailingAmount: DecimalText | null;
  readonly trailingAsPercentage: boolean;
  readonly timeInForce: 'GTC' | 'Day' | 'GTD';
  /** Local expiry (`yyyy-MM-ddTHH:mm:ss`) of a GTD order. */
  readonly expiry: string | null;
  readonly brokerIds: readonly string[];
  readonly time: UtcText;
  readonly lastFillTime: UtcText | null;
  readonly lastUpdateTime: UtcText | null;
  readonly canceledTime: UtcText | null;
}

/** Something that happened to an order. */
export interface OrderEventJson {
  readonly orderId: number;
  /** Counts the events of the order from 1. */
  readonly eventId: number;
  readonly symbol: string;
  readonly time: UtcText;
  readonly status: string;
  readonly direction: keyof typeof OrderDirection;
  readonly fillPrice: DecimalText;
  readonly fillQuantity: DecimalText;
  readonly quantity: DecimalText;
  readonly fee: DecimalText;
  readonly feeCurrency: string;
  readonly message: string;
}

/** The fields of an order, with all its digits. */
export const orderFields: JsonFields<Order, OrderJson> = {
  id: (order) => order.id,
  type: (order) => TYPE_NAMES[order.type],
  symbol: (order) => order.symbol.value,
  symbolId: (order) => order.symbol.id,
  direction: (order) => DIRECTION_NAMES[order.direction],
  quantity: (order) => order.quantity.toString(),
  status: (order) => orderStatusName(order.status),
  tag: (order) => order.tag,
  price: (order) => order.price.toString(),
  priceCurrency: (order) => order.priceCurrency,
  limitPrice: (order) => (hasLimit(order.type) ? order.limitPrice.toString() : null),
  stopPrice: (order) => (hasStop(order.type) ? order.stopPrice.toString() : null),
  triggerPrice: (order) => (order.type === OrderType.LimitIfTouched ? order.triggerPrice.toString() : null),
  trailingAmount: (order) => (order.type === OrderType.TrailingStop ? order.trailingAmount.toString() : null),
  trailingAsPercentage: (order) => order.trailingAsPercentage,
  timeInForce: (order) => order.timeInForce.kind,
  expiry: ({ timeInForce }) => (timeInForce.kind === 'GTD' ? formatUtc(timeInForce.expiryLocalMs).slice(0, -1) : null),
  brokerIds: (order) => order.brokerId,
  time: (order) => formatUtc(order.timeMs),
  lastFillTime: (order) => timeOrNull(order.lastFillTimeMs),
  lastUpdateTime: (order) => timeOrNull(order.lastUpdateTimeMs),
  canceledTime: (order) => timeOrNull(order.canceledTimeMs),
};

/** The fields of an order event, with all its digits. */
export const orderEventFields: JsonFields<OrderEvent, OrderEventJson> = {
  orderId: (event) => event.orderId,
  eventId: (event) => event.id,
  symbol: (event) => event.symbol.value,
  time: (event) => formatUtc(event.utcTimeMs),
  status: (event) => orderStatusName(event.status),
  direction: (event) => DIRECTION_NAMES[event.direction],
  fillPrice: (event) => event.exactFillPrice.toString(),
  fillQuantity: (event) => event.exactFillQuantity.toString(),
  quantity: (event) => event.exactQuantity.toString(),
  fee: (event) => event.orderFee.amount.toString(),
  feeCurrency: (event) => event.orderFee.currency,
  message: (event) => event.message,
};

/** An order as JSON. */
export function orderToJson(order: Order): OrderJson {
  return jsonRow(orderFields, order);
}

/** An order event as JSON. */
export function orderEventToJson(event: OrderEvent): OrderEventJson {
  return jsonRow(orderEventFields, event);
}

function hasLimit(type: OrderType): boolean {
  return type === OrderType.Limit || type === OrderType.StopLimit || type === OrderType.LimitIfTouched;
}

function hasStop(type: OrderType): boolean {
  return type === OrderType.StopMarket || type === OrderType.StopLimit || type === OrderType.TrailingStop;
}

function timeOrNull(ms: number): UtcText | null {
  return Number.isNaN(ms) ? null : formatUtc(ms);
}
