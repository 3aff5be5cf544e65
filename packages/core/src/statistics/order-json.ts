import type { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import { OrderDirection } from '../orders/order-direction.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import { orderStatusName } from '../orders/order-status.ts';
import { OrderType } from '../orders/order-type.ts';
import { formatUtc } from '../time/calendar.ts';
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

/** An order as JSON, with all its digits. */
export function orderToJson(order: Order): OrderJson {
  const { type, timeInForce } = order;
  const hasLimit = type === OrderType.Limit || type === OrderType.StopLimit || type === OrderType.LimitIfTouched;
  const hasStop = type === OrderType.StopMarket || type === OrderType.StopLimit || type === OrderType.TrailingStop;
  return {
    id: order.id,
    type: TYPE_NAMES[type],
    symbol: order.symbol.value,
    symbolId: order.symbol.id,
    direction: DIRECTION_NAMES[order.direction],
    quantity: order.quantity.toString(),
    status: orderStatusName(order.status),
    tag: order.tag,
    price: order.price.toString(),
    priceCurrency: order.priceCurrency,
    limitPrice: textIf(hasLimit, order.limitPrice),
    stopPrice: textIf(hasStop, order.stopPrice),
    triggerPrice: textIf(type === OrderType.LimitIfTouched, order.triggerPrice),
    trailingAmount: textIf(type === OrderType.TrailingStop, order.trailingAmount),
    trailingAsPercentage: order.trailingAsPercentage,
    timeInForce: timeInForce.kind,
    expiry: timeInForce.kind === 'GTD' ? formatUtc(timeInForce.expiryLocalMs).slice(0, -1) : null,
    brokerIds: order.brokerId,
    time: formatUtc(order.timeMs),
    lastFillTime: timeOrNull(order.lastFillTimeMs),
    lastUpdateTime: timeOrNull(order.lastUpdateTimeMs),
    canceledTime: timeOrNull(order.canceledTimeMs),
  };
}

/** An order event as JSON, with all its digits. */
export function orderEventToJson(event: OrderEvent): OrderEventJson {
  return {
    orderId: event.orderId,
    eventId: event.id,
    symbol: event.symbol.value,
    time: formatUtc(event.utcTimeMs),
    status: orderStatusName(event.status),
    direction: DIRECTION_NAMES[event.direction],
    fillPrice: event.exactFillPrice.toString(),
    fillQuantity: event.exactFillQuantity.toString(),
    quantity: event.exactQuantity.toString(),
    fee: event.orderFee.amount.toString(),
    feeCurrency: event.orderFee.currency,
    message: event.message,
  };
}

function textIf(isUsed: boolean, value: Decimal): DecimalText | null {
  return isUsed ? value.toString() : null;
}

function timeOrNull(ms: number): UtcText | null {
  return Number.isNaN(ms) ? null : formatUtc(ms);
}
