import type { BrokerageMessage } from '../brokerage/brokerage.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { OrderValues, UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';

const HUNDRED = Decimal.fromInteger(100);

/** Writes the values of an update request onto an order, as far as its type has them. */
export function applyUpdate(order: Order, request: UpdateOrderRequest): void {
  if (request.quantity !== null) order.quantity = request.quantity;
  if (request.tag !== null) order.tag = request.tag;
  const type = order.type;
  if (request.limitPrice !== null && hasLimitPrice(type)) order.limitPrice = request.limitPrice;
  if (request.stopPrice !== null && hasStopPrice(type)) order.stopPrice = request.stopPrice;
  if (request.triggerPrice !== null && type === OrderType.LimitIfTouched) order.triggerPrice = request.triggerPrice;
  if (request.trailingAmount !== null && type === OrderType.TrailingStop) order.trailingAmount = request.trailingAmount;
}

/** The order as it would be after an update. */
export function updatedCopy(order: Order, request: UpdateOrderRequest): Order {
  const copy = order.clone();
  applyUpdate(copy, request);
  return copy;
}

function hasLimitPrice(type: OrderType): boolean {
  return type === OrderType.Limit || type === OrderType.StopLimit || type === OrderType.LimitIfTouched;
}

function hasStopPrice(type: OrderType): boolean {
  return type === OrderType.StopMarket || type === OrderType.StopLimit || type === OrderType.TrailingStop;
}

/** LEAN's tag of an order that was given none: trailing stops say by how much they trail. */
export function defaultTag(order: Order): string {
  if (order.type !== OrderType.TrailingStop) return '';
  if (order.trailingAsPercentage) return `Trailing Amount: ${order.trailingAmount.times(HUNDRED)}%`;
  return `Trailing Amount: ${currencySymbol(order.priceCurrency)}${order.trailingAmount}`;
}

const CURRENCY_SYMBOLS: Readonly<Record<string, string>> = {
  USD: '$',
  GBP: '₤',
  JPY: '¥',
  EUR: '€',
  NZD: '$',
  AUD: '$',
  CAD: '$',
  CHF: 'Fr',
  HKD: '$',
  SGD: '$',
  XAG: 'Ag',
  XAU: 'Au',
  CNH: '¥',
  CNY: '¥',
  CZK: 'Kč',
  DKK: 'kr',
  HUF: 'Ft',
  INR: '₹',
  MXN: '$',
  NOK: 'kr',
  PLN: 'zł',
  SAR: '﷼',
  SEK: 'kr',
  THB: '฿',
  TRY: '₺',
  TWD: 'NT$',
  ZAR: 'R',
  BTC: '₿',
  LTC: 'Ł',
  ETH: 'Ξ',
  USDT: '₮',
  USDC: '₵',
};

/** Symbol of a currency as LEAN prints it, or its code. */
export function currencySymbol(currency: string): string {
  return CURRENCY_SYMBOLS[currency] ?? currency;
}

/** Takes over what the broker changed on its own. */
export function applyBrokerChange(order: Order, change: Extract<BrokerageMessage, { kind: 'orderChanged' }>): void {
  if (change.stopPrice !== undefined) order.stopPrice = change.stopPrice;
  if (change.stopTriggered !== undefined) order.stopTriggered = change.stopTriggered;
  if (change.limitPrice !== undefined) order.limitPrice = change.limitPrice;
  if (change.quantity !== undefined) order.quantity = change.quantity;
}

/** Puts back what an update had changed. */
export function restoreValues(order: Order, values: OrderValues): void {
  order.quantity = values.quantity;
  order.limitPrice = values.limitPrice;
  order.stopPrice = values.stopPrice;
  order.triggerPrice = values.triggerPrice;
  order.trailingAmount = values.trailingAmount;
  order.tag = values.tag;
}

/** Takes over what a request names from a copy of the order at the other end, where it was rounded to the price step. */
export function copyUpdate(order: Order, from: Order, request: UpdateOrderRequest): void {
  if (request.quantity !== null) order.quantity = from.quantity;
  if (request.limitPrice !== null) order.limitPrice = from.limitPrice;
  if (request.stopPrice !== null) order.stopPrice = from.stopPrice;
  if (request.triggerPrice !== null) order.triggerPrice = from.triggerPrice;
  if (request.trailingAmount !== null) order.trailingAmount = from.trailingAmount;
  if (request.tag !== null) order.tag = from.tag;
}
