import {
  Decimal,
  minimumPriceVariation,
  Order,
  type OrderHandover,
  type OrderProperties,
  OrderType,
  roundToPriceVariation,
  type Security,
  TimeInForce,
  trailingStopPrice,
} from '@lockstep/core';
import type { WireOrderType } from '../../wire/order.ts';
import type { OrderDraft } from './order-draft.ts';

const HUNDRED = Decimal.fromInteger(100);
/** Decimals of a quantity that Alpaca computes from a value. */
const QUANTITY_DECIMALS = 9;

/** What an order at the venue is about. */
export interface VenueOrderFields {
  readonly id: number;
  readonly security: Security;
  readonly timeMs: number;
}

/** An order of the wire as one of the venue. */
export function venueOrderOf(draft: OrderDraft, { id, security, timeMs }: VenueOrderFields): Order {
  const { side, type, stopPrice } = draft;
  const isSale = side === 'sell';
  const quantity = quantityOf(draft, security);
  const { trailPrice, trailPercent } = draft;
  const asPercentage = trailPercent !== null;
  const trailingAmount = trailPercent?.dividedBy(HUNDRED) ?? trailPrice ?? undefined;
  const isTrailing = type === 'trailing_stop' && trailingAmount !== undefined;
  const stop = isTrailing ? firstStop(security, trailingAmount, asPercentage, isSale) : stopPrice;
  return new Order({
    id,
    type: coreTypeOf(draft, security),
    symbol: security.symbol,
    quantity: isSale ? quantity.negated() : quantity,
    timeMs,
    tag: '',
    properties: propertiesOf(draft),
    limitPrice: draft.limitPrice ?? undefined,
    stopPrice: stop ?? undefined,
    trailingAmount,
    trailingAsPercentage: asPercentage,
  });
}

/** Where a trailing stop begins: off the present price, on the market's steps. */
function firstStop(security: Security, amount: Decimal, asPercentage: boolean, isSale: boolean): Decimal {
  const stop = trailingStopPrice(security.exactPrice, amount, asPercentage, isSale);
  return roundToPriceVariation(stop, minimumPriceVariation(security, stop));
}

function quantityOf({ qty, notional, limitPrice }: OrderDraft, security: Security): Decimal {
  if (qty !== null) return qty;
  const price = limitPrice ?? security.exactAskPrice;
  if (notional === null || price.isZero()) return Decimal.ZERO;
  const scale = Decimal.fromParts(10 ** QUANTITY_DECIMALS, 0);
  return notional.dividedBy(price).times(scale).truncate().dividedBy(scale);
}

const CORE_TYPES: Readonly<Record<WireOrderType, OrderType>> = {
  market: OrderType.Market,
  limit: OrderType.Limit,
  stop: OrderType.StopMarket,
  stop_limit: OrderType.StopLimit,
  trailing_stop: OrderType.TrailingStop,
};

function coreTypeOf(draft: OrderDraft, security: Security): OrderType {
  const { type, timeInForce } = draft;
  if (type === 'market' && timeInForce === 'opg') return OrderType.MarketOnOpen;
  if (type === 'market' && timeInForce === 'cls') return OrderType.MarketOnClose;
  // The venue fills limit orders from the next price on; one that is for now only is decided now.
  return isForNow(draft) && isMarketable(draft, security) ? OrderType.Market : CORE_TYPES[type];
}

/** It fills at once or not at all. */
export function isForNow({ timeInForce }: OrderDraft): boolean {
  return timeInForce === 'ioc' || timeInForce === 'fok';
}

function isMarketable({ type, side, limitPrice }: OrderDraft, security: Security): boolean {
  if (type !== 'limit' || limitPrice === null || !security.hasData) return false;
  return side === 'buy' ? limitPrice.gte(security.exactAskPrice) : limitPrice.lte(security.exactBidPrice);
}

function propertiesOf({ timeInForce, extendedHours }: OrderDraft): OrderProperties {
  return {
    timeInForce: timeInForce === 'day' ? TimeInForce.Day : TimeInForce.GoodTilCanceled,
    outsideRegularTradingHours: extendedHours,
  };
}

/** A handover of an order without others. */
export function single(order: Order, clientOrderId: string): OrderHandover {
  return { order, clientOrderId, children: [] };
}
