import { Decimal, Order, OrderEvent, type OrderStatus, OrderType, SecuritySymbol } from '@lockstep/core';
import { securityKey } from '../session/saved-run.ts';
import type { SecurityKey } from '../store/journal-record.ts';

/** Finds the symbol of a security again. */
export type SymbolReader = (key: SecurityKey) => SecuritySymbol;
/** Finds the order of an event again; undefined for one that is not known. */
export type OrderReader = (id: number) => Order | undefined;

/** A value as JSON: decimals, symbols, sets and order events are marked, so that they come back as what they were. */
export function toJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Decimal) return { $decimal: value.toString() };
  if (value instanceof SecuritySymbol) return { $symbol: securityKey(value) };
  if (value instanceof OrderEvent) return { $event: eventToJson(value) };
  if (value instanceof Set) return { $set: [...value].map(toJson) };
  if (Array.isArray(value)) return value.map(toJson);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toJson(each)]));
}

/** The value that was recorded. */
export function fromJson(
  json: unknown,
  symbols: SymbolReader,
  orders: OrderReader = (): undefined => undefined,
): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((each) => fromJson(each, symbols, orders));
  if ('$decimal' in json) return Decimal.parse(String(json.$decimal));
  if ('$symbol' in json) return symbols(json.$symbol as SecurityKey);
  if ('$event' in json) return eventFromJson(json.$event as EventJson, symbols, orders);
  if ('$set' in json) return new Set(fromJson(json.$set, symbols, orders) as unknown[]);
  return Object.fromEntries(Object.entries(json).map(([name, each]) => [name, fromJson(each, symbols, orders)]));
}

interface EventJson {
  readonly orderId: number;
  readonly symbol: SecurityKey;
  readonly timeMs: number;
  readonly status: OrderStatus;
  readonly message: string;
  readonly price: string;
  readonly quantity: string;
  readonly orderQuantity: string;
  readonly fee: { readonly amount: string; readonly currency: string; readonly paidInQuantity?: string };
  readonly executionId: string;
}

function eventToJson(event: OrderEvent): EventJson {
  const { amount, currency, paidInQuantity } = event.orderFee;
  return {
    orderId: event.orderId,
    symbol: securityKey(event.symbol),
    timeMs: event.utcTimeMs,
    status: event.status,
    message: event.message,
    price: event.exactFillPrice.toString(),
    quantity: event.exactFillQuantity.toString(),
    orderQuantity: event.exactQuantity.toString(),
    fee: {
      amount: amount.toString(),
      currency,
      ...(paidInQuantity !== undefined && { paidInQuantity: paidInQuantity.toString() }),
    },
    executionId: event.executionId,
  };
}

function eventFromJson(json: EventJson, symbols: SymbolReader, orders: OrderReader): OrderEvent {
  const { orderId, timeMs, status, message, price, quantity, fee, executionId } = json;
  const order = orders(orderId) ?? unknownOrder(json, symbols);
  const event = new OrderEvent(order, timeMs, status, message);
  event.exactFillPrice = Decimal.parse(price);
  event.exactFillQuantity = Decimal.parse(quantity);
  event.exactQuantity = Decimal.parse(json.orderQuantity);
  event.orderFee = {
    amount: Decimal.parse(fee.amount),
    currency: fee.currency,
    ...(fee.paidInQuantity !== undefined && { paidInQuantity: Decimal.parse(fee.paidInQuantity) }),
  };
  event.executionId = executionId;
  return event;
}

/** An order that the run does not know: an event of it is told, not booked. */
function unknownOrder({ orderId, symbol, timeMs, orderQuantity }: EventJson, symbols: SymbolReader): Order {
  const quantity = Decimal.parse(orderQuantity);
  return new Order({ id: orderId, type: OrderType.Market, symbol: symbols(symbol), quantity, timeMs, tag: '' });
}
