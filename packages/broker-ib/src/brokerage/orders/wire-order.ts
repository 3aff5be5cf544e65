import type { BrokerageOrder } from '@lockstep/core';
import { Decimal, OrderStatus, OrderType, type SecuritySymbol } from '@lockstep/core';
import { type Contract, type Order as IbOrder, OrderType as IbOrderType, OrderAction, TimeInForce } from '@stoqey/ib';
import { decimalOf, priceOf } from './wire-numbers.ts';

const HUNDRED = Decimal.fromInteger(100);

/** Figures of an order of TWS. Units are without a sign. */
export interface WireValues {
  readonly quantity: Decimal | null;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  readonly triggerPrice: Decimal | null;
  /** An amount of price, or a fraction of it. */
  readonly trailingAmount: Decimal | null;
}

/** The figures that matter for the type of an order. */
export function wireValues(order: IbOrder): WireValues {
  const { orderType, totalQuantity, lmtPrice, auxPrice, trailStopPrice, trailingPercent } = order;
  const isTrailing = orderType === IbOrderType.TRAIL;
  const hasLimit = orderType === IbOrderType.LMT || orderType === IbOrderType.STP_LMT || orderType === IbOrderType.LIT;
  const hasStop = orderType === IbOrderType.STP || orderType === IbOrderType.STP_LMT;
  const percent = isTrailing ? priceOf(trailingPercent) : null;
  return {
    quantity: decimalOf(totalQuantity),
    limitPrice: hasLimit ? priceOf(lmtPrice) : null,
    stopPrice: isTrailing ? priceOf(trailStopPrice) : hasStop ? priceOf(auxPrice) : null,
    triggerPrice: orderType === IbOrderType.LIT ? priceOf(auxPrice) : null,
    trailingAmount: !isTrailing ? null : percent === null ? priceOf(auxPrice) : percent.dividedBy(HUNDRED).normalize(),
  };
}

const TYPES: Readonly<Record<string, OrderType>> = {
  [IbOrderType.MKT]: OrderType.Market,
  [IbOrderType.LMT]: OrderType.Limit,
  [IbOrderType.STP]: OrderType.StopMarket,
  [IbOrderType.STP_LMT]: OrderType.StopLimit,
  [IbOrderType.TRAIL]: OrderType.TrailingStop,
  [IbOrderType.LIT]: OrderType.LimitIfTouched,
  [IbOrderType.MOC]: OrderType.MarketOnClose,
};

/** The type of an order; null for one that is not known here. */
export function orderTypeOf({ orderType, tif }: IbOrder): OrderType | null {
  if (tif === TimeInForce.OPG) return orderType === IbOrderType.MKT ? OrderType.MarketOnOpen : null;
  return TYPES[orderType] ?? null;
}

export function isSale({ action }: IbOrder): boolean {
  return action !== OrderAction.BUY;
}

/** An order as TWS lists it. */
export interface ListedOrder {
  readonly orderId: number;
  readonly clientId: number;
  readonly permId: number;
  readonly contract: Contract;
  readonly order: IbOrder;
  readonly status: string;
  readonly whyHeld: string;
  /** TWS's number of the order that it waits for; 0 for none. */
  readonly parentId: number;
  readonly filled: Decimal;
  readonly averagePrice: Decimal;
  /** Epoch ms UTC. */
  readonly updatedAtMs: number;
}

/** Facts of an order that its wire form alone does not tell. */
export interface OrderFacts {
  readonly symbol: SecuritySymbol | null;
  readonly brokerIds: readonly string[];
  readonly parentBrokerId: string | null;
  /** Units of the whole order, where TWS says what is left of it only. */
  readonly quantity?: Decimal | undefined;
}

/** An order of TWS in core's words. */
export function brokerageOrderOf(listed: ListedOrder, facts: OrderFacts): BrokerageOrder {
  const { order, contract, filled, averagePrice, updatedAtMs } = listed;
  const { quantity, limitPrice, stopPrice, trailingAmount } = wireValues(order);
  const sign = (units: Decimal): Decimal => (isSale(order) ? units.abs().negated() : units.abs()).normalize();
  return {
    clientOrderId: order.orderRef === undefined || order.orderRef === '' ? null : order.orderRef,
    brokerIds: facts.brokerIds,
    parentBrokerId: facts.parentBrokerId,
    symbol: facts.symbol,
    instrument: contract.localSymbol ?? contract.symbol ?? String(contract.conId),
    type: orderTypeOf(order),
    // Of what has filled TWS tells no quantity any more.
    quantity: sign(facts.quantity ?? (quantity === null || quantity.isZero() ? filled : quantity)),
    filledQuantity: sign(filled),
    averageFillPrice: averagePrice.normalize(),
    limitPrice,
    stopPrice,
    trailingAmount,
    status: orderStatusOf(listed),
    updatedAtMs,
  };
}

/** Where an order stands. One of a status that is not known here is open. */
export function orderStatusOf({ status, whyHeld, filled }: ListedOrder): OrderStatus {
  switch (status) {
    case 'Filled':
      return OrderStatus.Filled;
    case 'Cancelled':
    case 'ApiCancelled':
      return OrderStatus.Canceled;
    default:
      if (filled.sign() > 0) return OrderStatus.PartiallyFilled;
      return waitsForEntry(whyHeld) || status === 'Inactive' ? OrderStatus.New : OrderStatus.Submitted;
  }
}

/** Whether an order waits for its entry to fill. */
export function waitsForEntry(whyHeld: string): boolean {
  return whyHeld.split(',').includes('child');
}
