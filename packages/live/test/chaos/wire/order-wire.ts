import {
  Decimal,
  Order,
  type OrderHandover,
  type OrderProperties,
  type OrderStatus,
  type OrderType,
  SecuritySymbol,
  UpdateOrderRequest,
} from '@lockstep/core';

/** An order as the wire carries it. */
interface WireOrder {
  readonly id: number;
  readonly type: OrderType;
  readonly symbol: { readonly id: string; readonly ticker: string };
  readonly timeMs: number;
  readonly tag: string;
  readonly properties: OrderProperties;
  readonly trailingAsPercentage: boolean;
  readonly bracketId: number;
  readonly status: OrderStatus;
  readonly brokerIds: readonly string[];
  readonly stopTriggered: boolean;
  readonly triggerTouched: boolean;
  readonly priceCurrency: string;
  readonly decimals: Readonly<Record<(typeof DECIMALS)[number], string>>;
}

const DECIMALS = [
  'quantity',
  'quantityFilled',
  'price',
  'limitPrice',
  'stopPrice',
  'triggerPrice',
  'trailingAmount',
] as const;

export function orderToWire(order: Order): WireOrder {
  const { id, type, symbol, timeMs, tag, properties, trailingAsPercentage, bracketId, status, brokerId } = order;
  const decimals = Object.fromEntries(DECIMALS.map((name) => [name, order[name].toString()]));
  return {
    id,
    type,
    symbol: { id: symbol.id, ticker: symbol.value },
    timeMs,
    tag,
    properties,
    trailingAsPercentage,
    bracketId,
    status,
    brokerIds: brokerId,
    stopTriggered: order.stopTriggered,
    triggerTouched: order.triggerTouched,
    priceCurrency: order.priceCurrency,
    decimals: decimals as WireOrder['decimals'],
  };
}

export function orderFromWire(json: unknown): Order {
  const { decimals, symbol, brokerIds, status, stopTriggered, triggerTouched, priceCurrency, ...fields } =
    json as WireOrder;
  const exact = Object.fromEntries(DECIMALS.map((name) => [name, Decimal.parse(decimals[name])])) as {
    [name in (typeof DECIMALS)[number]]: Decimal;
  };
  const order = new Order({ ...fields, ...exact, symbol: SecuritySymbol.parse(symbol.id, symbol.ticker) });
  order.brokerId = brokerIds;
  order.status = status;
  order.stopTriggered = stopTriggered;
  order.triggerTouched = triggerTouched;
  order.priceCurrency = priceCurrency;
  order.quantityFilled = exact.quantityFilled;
  order.price = exact.price;
  return order;
}

/** A handover as the wire carries it. */
interface WireHandover {
  readonly order: WireOrder;
  readonly clientOrderId: string;
  readonly children: readonly WireHandover[];
  readonly sibling: WireHandover | null;
}

export function handoverToWire({ order, clientOrderId, children, sibling }: OrderHandover): WireHandover {
  return {
    order: orderToWire(order),
    clientOrderId,
    children: children.map(handoverToWire),
    sibling: sibling === undefined ? null : handoverToWire(sibling),
  };
}

export function handoverFromWire(json: unknown): OrderHandover {
  const { order, clientOrderId, children, sibling } = json as WireHandover;
  return {
    order: orderFromWire(order),
    clientOrderId,
    children: children.map(handoverFromWire),
    sibling: sibling === null ? undefined : handoverFromWire(sibling),
  };
}

const CHANGES = ['quantity', 'limitPrice', 'stopPrice', 'triggerPrice', 'trailingAmount'] as const;

export function updateToWire(request: UpdateOrderRequest): unknown {
  const { timeMs, orderId, number, tag } = request;
  const changes = CHANGES.flatMap((name) => {
    const value = request[name];
    return value === null ? [] : [[name, value.toNumber()] as const];
  });
  return { timeMs, orderId, number, fields: { ...Object.fromEntries(changes), ...(tag === null ? {} : { tag }) } };
}

export function updateFromWire(json: unknown): UpdateOrderRequest {
  const { timeMs, orderId, number, fields } = json as {
    readonly timeMs: number;
    readonly orderId: number;
    readonly number: number;
    readonly fields: ConstructorParameters<typeof UpdateOrderRequest>[2];
  };
  const request = new UpdateOrderRequest(timeMs, orderId, fields);
  request.number = number;
  return request;
}
