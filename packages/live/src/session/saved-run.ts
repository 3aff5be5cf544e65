import {
  type AlgorithmRun,
  Decimal,
  type Order,
  type OrderJson,
  OrderStatus,
  OrderType,
  orderStatusName,
  orderToJson,
  type SecuritySymbol,
  type StartingAccount,
  type StartingOrder,
  TimeInForce,
} from '@lockstep/core';
import type { SecurityKey } from '../store/journal-record.ts';

/** An open order, with what the journal's rows for people leave out. */
export interface SavedOrder {
  readonly order: OrderJson;
  readonly security: SecurityKey;
  readonly timeMs: number;
  readonly bracketId: number;
  readonly outsideRegularTradingHours: boolean;
  readonly stopTriggered: boolean;
  readonly quantityFilled: string;
}

/** What of the engine a restarted process goes on with: the `engine` part of a state snapshot. */
export interface SavedRun {
  readonly cash: Readonly<Record<string, string>>;
  readonly holdings: readonly {
    readonly security: SecurityKey;
    readonly quantity: string;
    readonly averagePrice: string;
  }[];
  readonly orders: readonly SavedOrder[];
  readonly nextOrderId: number;
}

/** The run as of now. */
export function saveRun(run: AlgorithmRun): SavedRun {
  return {
    cash: Object.fromEntries([...run.cashBook].map((cash) => [cash.symbol, cash.exactAmount.toString()])),
    holdings: run.securities.values
      .filter((security) => security.holdings.quantityNumber !== 0)
      .map(({ symbol, holdings }) => ({
        security: securityKey(symbol),
        quantity: holdings.exactQuantity.toString(),
        averagePrice: holdings.exactAveragePrice.toString(),
      })),
    orders: run.book.openOrders().map(saveOrder),
    nextOrderId: run.book.nextId(),
  };
}

/** An order as it is kept. */
export function saveOrder(order: Order): SavedOrder {
  return {
    order: orderToJson(order),
    security: securityKey(order.symbol),
    timeMs: order.timeMs,
    bracketId: order.bracketId,
    outsideRegularTradingHours: order.properties.outsideRegularTradingHours ?? false,
    stopTriggered: order.stopTriggered,
    quantityFilled: order.quantityFilled.toString(),
  };
}

/** The account that an earlier process left, for a run to start with. @param later orders asked for after it was saved */
export function startingAccount(run: AlgorithmRun, saved: SavedRun, later: readonly SavedOrder[]): StartingAccount {
  const symbolOf = ({ ticker, type, market }: SecurityKey): SecuritySymbol => run.symbol(ticker, type, market);
  const orders = [...saved.orders, ...later].sort((a, b) => a.order.id - b.order.id);
  return {
    cash: Object.entries(saved.cash).map(([currency, amount]) => ({ currency, amount: Decimal.parse(amount) })),
    holdings: saved.holdings.map(({ security, quantity, averagePrice }) => ({
      symbol: symbolOf(security),
      quantity: Decimal.parse(quantity),
      averagePrice: Decimal.parse(averagePrice),
    })),
    orders: orders.map((order) => startingOrder(order, symbolOf(order.security))),
    nextOrderId: Math.max(saved.nextOrderId, ...later.map(({ order }) => order.id + 1)),
  };
}

function startingOrder(saved: SavedOrder, symbol: SecuritySymbol): StartingOrder {
  const { order, timeMs, bracketId, outsideRegularTradingHours, stopTriggered, quantityFilled } = saved;
  return {
    id: order.id,
    type: OrderType[order.type],
    symbol,
    quantity: Decimal.parse(order.quantity),
    timeMs,
    tag: order.tag,
    properties: { timeInForce: timeInForceOf(order), outsideRegularTradingHours },
    limitPrice: decimalOf(order.limitPrice),
    stopPrice: decimalOf(order.stopPrice),
    triggerPrice: decimalOf(order.triggerPrice),
    trailingAmount: decimalOf(order.trailingAmount),
    trailingAsPercentage: order.trailingAsPercentage,
    bracketId,
    status: statusOf(order.status),
    brokerIds: order.brokerIds,
    quantityFilled: Decimal.parse(quantityFilled),
    averageFillPrice: Decimal.parse(order.price),
    stopTriggered,
  };
}

function timeInForceOf({ timeInForce, expiry }: OrderJson): TimeInForce {
  if (timeInForce === 'GTD' && expiry !== null) return { kind: 'GTD', expiryLocalMs: Date.parse(`${expiry}Z`) };
  return timeInForce === 'Day' ? TimeInForce.Day : TimeInForce.GoodTilCanceled;
}

function decimalOf(text: string | null): Decimal | undefined {
  return text === null ? undefined : Decimal.parse(text);
}

/** A cancel that was under way may or may not have reached the broker: the order counts as open until that is known. */
function statusOf(name: string): OrderStatus {
  const status = Object.values(OrderStatus).find((each) => orderStatusName(each) === name) ?? OrderStatus.New;
  return status === OrderStatus.CancelPending ? OrderStatus.Submitted : status;
}

/** How a later process finds a security again. */
export function securityKey({ value, securityType, market }: SecuritySymbol): SecurityKey {
  return { ticker: value, type: securityType, market };
}
