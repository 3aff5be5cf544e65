import {
  type AlgorithmRun,
  Decimal,
  type Order,
  type OrderFields,
  type OrderJson,
  OrderStatus,
  OrderType,
  orderStatusName,
  orderToJson,
  type SecuritySymbol,
  type StartingAccount,
  type StartingExecution,
  type StartingOrder,
  TimeInForce,
} from '@lockstep/core';
import type { OrderRequestedRecord, SecurityKey } from '../store/journal-record.ts';

/** Ids that are set aside with that of an entry; they may have been given before it died. */
export const IDS_OF_CHILDREN = 2;

/** An open order, with what the journal's rows for people leave out. */
export interface SavedOrder {
  readonly order: OrderJson;
  readonly security: SecurityKey;
  readonly timeMs: number;
  readonly bracketId: number;
  readonly outsideRegularTradingHours: boolean;
  readonly stopTriggered: boolean;
  readonly quantityFilled: string;
  /** A child that was written down with its entry and not sent by itself. */
  readonly waits: boolean;
  /** Of an entry: what has to be placed when it fills. */
  readonly children: readonly SavedOrder[];
}

/** An execution, with its order as it stands. */
export interface SavedExecution {
  readonly id: string;
  readonly order: SavedOrder;
  readonly quantity: string;
  readonly price: string;
  readonly timeMs: number;
  readonly fee: { readonly amount: string; readonly currency: string } | null;
}

/** What of the engine a restarted process goes on with: the `engine` part of a state snapshot. */
export interface SavedRun {
  readonly cash: Readonly<Record<string, string>>;
  readonly holdings: readonly {
    readonly security: SecurityKey;
    readonly quantity: string;
    readonly averagePrice: string;
  }[];
  /** Proceeds that are not part of the cash yet. Missing in snapshots of before. */
  readonly unsettled?: readonly {
    readonly security: SecurityKey;
    readonly settlesMs: number;
    readonly currency: string;
    readonly amount: string;
  }[];
  readonly orders: readonly SavedOrder[];
  /** Positions that are being closed, and why. Missing in snapshots of before. */
  readonly flattening?: readonly { readonly security: SecurityKey; readonly tag: string }[];
  readonly nextOrderId: number;
  /**
   * Parts of the journal whose order events are not in it, first and last entry: what a process had booked between its last
   * snapshot and its death.
   */
  readonly unsaved: readonly (readonly [from: number, to: number])[];
}

/** The run as of now. */
export function saveRun(run: AlgorithmRun, unsaved: SavedRun['unsaved']): SavedRun {
  return {
    unsaved,
    cash: Object.fromEntries([...run.cashBook].map((cash) => [cash.symbol, cash.exactAmount.toString()])),
    holdings: run.securities.values
      .filter((security) => security.holdings.quantityNumber !== 0)
      .map(({ symbol, holdings }) => ({
        security: securityKey(symbol),
        quantity: holdings.exactQuantity.toString(),
        averagePrice: holdings.exactAveragePrice.toString(),
      })),
    unsettled: run.portfolio.unsettledFunds.all.map(({ symbol, settlesMs, currency, amount }) => ({
      security: securityKey(symbol),
      settlesMs,
      currency,
      amount: amount.toString(),
    })),
    orders: saveOrders(run),
    flattening: run.flattening.positions().map(({ symbol, tag }) => ({ security: securityKey(symbol), tag })),
    nextOrderId: run.book.nextId(),
  };
}

/** Open orders, and what belongs to brackets of which something is open. */
function saveOrders({ book, brackets }: AlgorithmRun): SavedOrder[] {
  const orders = new Map(book.openOrders().map((order) => [order.id, saveOrder(order)]));
  for (const { entry, children, expected } of brackets.parts()) {
    orders.set(entry.id, { ...saveOrder(entry), children: expected.map((child) => saveOrder(child)) });
    for (const child of children) {
      orders.set(child.id, { ...saveOrder(child), waits: book.heldOf(child.id) !== undefined });
    }
  }
  return [...orders.values()].sort((a, b) => a.order.id - b.order.id);
}

function saveOrder(order: Order): SavedOrder {
  return {
    order: orderToJson(order),
    security: securityKey(order.symbol),
    timeMs: order.timeMs,
    bracketId: order.bracketId,
    outsideRegularTradingHours: order.properties.outsideRegularTradingHours ?? false,
    stopTriggered: order.stopTriggered,
    quantityFilled: order.quantityFilled.toString(),
    waits: false,
    children: [],
  };
}

/** What is known of an earlier process beside the account that it saved. */
export interface LaterThanSaved {
  /** Orders asked for after that. */
  readonly later: readonly SavedOrder[];
  /** Executions that are part of what was saved, and that a broker may still come back to. */
  readonly executed: readonly SavedExecution[];
  /** Greatest id that was ever given: ids of orders that were refused are not given again. */
  readonly lastOrderId: number;
}

/**
 * The account that an earlier process left, for a run to start with.
 *
 * @param saved what it was when it was saved
 */
export function startingAccount(
  run: AlgorithmRun,
  saved: SavedRun,
  { later, executed, lastOrderId }: LaterThanSaved,
): StartingAccount {
  const symbolOf = ({ ticker, type, market }: SecurityKey): SecuritySymbol => run.symbol(ticker, type, market);
  const byId = new Map([...saved.orders, ...later].map((order) => [order.order.id, order]));
  const known = [...byId.values()].sort((x, y) => x.order.id - y.order.id);
  // Children wait at brokers that take them with their entry; at others they are only meant.
  const waitAtBroker = run.brokerage.capabilities.nativeBrackets !== false;
  const meant = waitAtBroker ? [] : known.filter(({ waits }) => waits);
  return {
    cash: Object.entries(saved.cash).map(([currency, amount]) => ({ currency, amount: Decimal.parse(amount) })),
    holdings: saved.holdings.map(({ security, quantity, averagePrice }) => ({
      symbol: symbolOf(security),
      quantity: Decimal.parse(quantity),
      averagePrice: Decimal.parse(averagePrice),
    })),
    unsettled: (saved.unsettled ?? []).map(({ security, settlesMs, currency, amount }) => ({
      symbol: symbolOf(security),
      settlesMs,
      currency,
      amount: Decimal.parse(amount),
    })),
    orders: known
      .filter((order) => !meant.includes(order))
      .map((order) => {
        const children = [...order.children, ...meant.filter(({ bracketId }) => bracketId === order.order.id)];
        return startingOrder(order, children, symbolOf(order.security));
      }),
    executions: executed.map((execution) => startingExecution(execution, symbolOf(execution.order.security))),
    flattening: (saved.flattening ?? []).map(({ security, tag }) => ({ symbol: symbolOf(security), tag })),
    nextOrderId: lastOrderId < saved.nextOrderId ? saved.nextOrderId : lastOrderId + 1 + IDS_OF_CHILDREN,
  };
}

function startingOrder(saved: SavedOrder, children: readonly SavedOrder[], symbol: SecuritySymbol): StartingOrder {
  const { order, quantityFilled, stopTriggered, waits, bracketId } = saved;
  const status = statusOf(order.status);
  return {
    ...orderFields(saved, symbol),
    // A child that was sent by itself does not wait, whatever became of it.
    status: bracketId !== 0 && status === OrderStatus.New && !waits ? OrderStatus.Submitted : status,
    brokerIds: order.brokerIds,
    quantityFilled: Decimal.parse(quantityFilled),
    averageFillPrice: Decimal.parse(order.price),
    stopTriggered,
    children: children.map((child) => orderFields(child, symbol)),
  };
}

function startingExecution(saved: SavedExecution, symbol: SecuritySymbol): StartingExecution {
  const { id, order, quantity, price, timeMs, fee } = saved;
  return {
    id,
    order: startingOrder(order, [], symbol),
    quantity: Decimal.parse(quantity),
    price: Decimal.parse(price),
    timeMs,
    fee: fee === null ? null : { amount: Decimal.parse(fee.amount), currency: fee.currency },
  };
}

function orderFields(saved: SavedOrder, symbol: SecuritySymbol): OrderFields {
  const { order, timeMs, bracketId, outsideRegularTradingHours } = saved;
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

/** An order as it was asked for, before it is known what became of it. */
export function savedOf(
  { order, parentOrderId, security, outsideRegularTradingHours, waits }: OrderRequestedRecord,
  timeMs: number,
): SavedOrder {
  return {
    order,
    security,
    timeMs,
    bracketId: parentOrderId ?? 0,
    outsideRegularTradingHours,
    stopTriggered: false,
    quantityFilled: '0',
    waits,
    children: [],
  };
}
