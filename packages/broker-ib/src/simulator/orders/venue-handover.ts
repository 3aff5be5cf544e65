import {
  Decimal,
  dayOf,
  MS_PER_DAY,
  Order,
  type OrderHandover,
  type OrderProperties,
  OrderType,
  type Security,
  TimeInForce,
  type TimeZone,
  trailingStopPrice,
} from '@lockstep/core';
import { readTime } from '../../wire/ib-times.ts';
import { isForNow, isStopType, type OrderTerms } from './order-terms.ts';
import type { SimulatedOrder } from './simulated-order.ts';

const HUNDRED = Decimal.fromInteger(100);

/** What an order at the venue is about. */
export interface VenueOrderFields {
  readonly id: number;
  readonly security: Security;
  /** Epoch ms UTC. */
  readonly timeMs: number;
  /** Zone of times that name none. */
  readonly zone: TimeZone;
}

/** An order of the wire as one of the venue. */
export function venueOrderOf(terms: OrderTerms, { id, security, timeMs, zone }: VenueOrderFields): Order {
  const { quantity, side, limitPrice } = terms;
  const order = new Order({
    id,
    type: coreTypeOf(terms, security),
    symbol: security.symbol,
    quantity: side === 'SELL' ? quantity.negated() : quantity,
    timeMs,
    tag: '',
    properties: propertiesOf(terms, security, zone),
    limitPrice: limitPrice ?? undefined,
    stopPrice: stopPriceOf(terms, security),
    triggerPrice: terms.orderType === 'LIT' ? (terms.auxPrice ?? undefined) : undefined,
    trailingAmount: trailingAmountOf(terms),
    trailingAsPercentage: terms.orderType === 'TRAIL' && terms.trailingPercent !== null,
  });
  order.priceCurrency = security.quoteCurrency.symbol;
  return order;
}

/** The distance of a trailing stop: an amount, or a fraction. */
export function trailingAmountOf({ orderType, auxPrice, trailingPercent }: OrderTerms): Decimal | undefined {
  if (orderType !== 'TRAIL') return undefined;
  return trailingPercent?.dividedBy(HUNDRED) ?? auxPrice ?? undefined;
}

/** Where the stop is at first. */
export function stopPriceOf(terms: OrderTerms, security: Security): Decimal | undefined {
  const { orderType, auxPrice, trailStopPrice, trailingPercent, side } = terms;
  if (!isStopType(orderType)) return undefined;
  if (orderType !== 'TRAIL') return auxPrice ?? undefined;
  if (trailStopPrice !== null) return trailStopPrice;
  const amount = trailingAmountOf(terms);
  if (amount === undefined) return undefined;
  return trailingStopPrice(security.exactPrice, amount, trailingPercent !== null, side === 'SELL');
}

const CORE_TYPES: Readonly<Record<string, OrderType>> = {
  MKT: OrderType.Market,
  LMT: OrderType.Limit,
  STP: OrderType.StopMarket,
  'STP LMT': OrderType.StopLimit,
  TRAIL: OrderType.TrailingStop,
  LIT: OrderType.LimitIfTouched,
  MOC: OrderType.MarketOnClose,
};

/** Whether the venue has an order for what is asked. */
export function isSupported({ orderType, tif }: OrderTerms): boolean {
  if (tif === 'OPG') return orderType === 'MKT';
  return CORE_TYPES[orderType] !== undefined && ['DAY', 'GTC', 'GTD', 'IOC', 'FOK'].includes(tif);
}

function coreTypeOf(terms: OrderTerms, security: Security): OrderType {
  if (terms.tif === 'OPG') return OrderType.MarketOnOpen;
  // The venue fills limit orders from the next price on; one that is for now only is decided now.
  if (isForNow(terms) && isMarketable(terms, security)) return OrderType.Market;
  return CORE_TYPES[terms.orderType] ?? OrderType.Market;
}

function isMarketable({ orderType, side, limitPrice }: OrderTerms, security: Security): boolean {
  if (orderType !== 'LMT' || limitPrice === null || !security.hasData) return false;
  return side === 'BUY' ? limitPrice.gte(security.exactAskPrice) : limitPrice.lte(security.exactBidPrice);
}

function propertiesOf(
  { orderType, tif, outsideRth, goodTillDate }: OrderTerms,
  security: Security,
  zone: TimeZone,
): OrderProperties {
  // An order for an auction ends with it, whenever the venue's prices tell of that.
  const isForAuction = tif === 'OPG' || orderType === 'MOC';
  const timeInForce = isForAuction ? TimeInForce.GoodTilCanceled : timeInForceOf(tif, goodTillDate, security, zone);
  return { timeInForce, outsideRegularTradingHours: outsideRth };
}

function timeInForceOf(tif: string, goodTillDate: string, security: Security, zone: TimeZone): TimeInForce {
  if (tif === 'GTC') return TimeInForce.GoodTilCanceled;
  const untilUtc = tif === 'GTD' ? readTime(goodTillDate, zone) : null;
  if (untilUtc === null) return TimeInForce.Day;
  const day = dayOf(security.exchange.hours.timeZone.toLocal(untilUtc));
  return { kind: 'GTD', expiryLocalMs: day * MS_PER_DAY };
}

/** A handover of an order without others. */
export function handoverOf(order: SimulatedOrder, children: readonly SimulatedOrder[] = []): OrderHandover {
  return {
    order: order.venueOrder,
    clientOrderId: order.terms.orderRef === '' ? `TWS-${order.venueOrder.id}` : order.terms.orderRef,
    children: children.map((child) => handoverOf(child)),
  };
}
