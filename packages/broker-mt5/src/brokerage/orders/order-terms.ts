import { type Decimal, type Order, OrderType } from '@lockstep/core';
import { Mt5OrderType, OrderTime, TradeAction } from '../../wire/enums.ts';
import type { WireOrder } from '../../wire/structures.ts';
import { wireDecimal } from '../../wire/wire-decimal.ts';

const MS_PER_DAY = 86_400_000;
const SECONDS_PER_DAY = 86_400;

const BUYS: Partial<Record<OrderType, Mt5OrderType>> = {
  [OrderType.Market]: Mt5OrderType.Buy,
  [OrderType.Limit]: Mt5OrderType.BuyLimit,
  [OrderType.StopMarket]: Mt5OrderType.BuyStop,
  [OrderType.StopLimit]: Mt5OrderType.BuyStopLimit,
};

/** MetaTrader's type of an order; null for one that it does not have. Sales follow purchases. */
export function wireTypeOf({ type, quantity }: Order): Mt5OrderType | null {
  const buy = BUYS[type];
  if (buy === undefined) return null;
  return quantity.sign() < 0 ? ((buy + 1) as Mt5OrderType) : buy;
}

export function isSale(wireType: number): boolean {
  return wireType % 2 === 1;
}

/** Our type of one of MetaTrader's orders; null for one that we do not know. */
export function orderTypeOf(wireType: number): OrderType | null {
  const buy = isSale(wireType) ? wireType - 1 : wireType;
  const found = Object.entries(BUYS).find(([, each]) => each === buy);
  return found === undefined ? null : (Number(found[0]) as OrderType);
}

export function actionOf({ type }: Order): number {
  return type === OrderType.Market ? TradeAction.Deal : TradeAction.Pending;
}

/** Prices of an order, on MetaTrader's fields: a stop-limit order rests at its stop and then at its limit. */
export interface WirePrices {
  readonly price: Decimal | null;
  readonly stopLimit: Decimal | null;
}

export function wirePricesOf({ type, limitPrice, stopPrice }: Order): WirePrices {
  if (type === OrderType.Limit) return { price: limitPrice, stopLimit: null };
  if (type === OrderType.StopMarket) return { price: stopPrice, stopLimit: null };
  if (type === OrderType.StopLimit) return { price: stopPrice, stopLimit: limitPrice };
  return { price: null, stopLimit: null };
}

/** Limit and stop price of one of MetaTrader's orders. */
export function pricesOf(wire: WireOrder): { readonly limitPrice: Decimal | null; readonly stopPrice: Decimal | null } {
  const type = orderTypeOf(wire.type);
  const price = wireDecimal(wire.price_open);
  if (type === OrderType.Limit) return { limitPrice: price, stopPrice: null };
  if (type === OrderType.StopMarket) return { limitPrice: null, stopPrice: price };
  // Once the stop was touched the order is a limit order at its limit.
  if (type === OrderType.StopLimit) return { limitPrice: wireDecimal(wire.price_stoplimit), stopPrice: price };
  return { limitPrice: null, stopPrice: null };
}

/** How long an order stays: MetaTrader counts days by its server's midnight. */
export function lifetimeOf({ timeInForce }: Order): { readonly type_time: number; readonly expiration?: number } {
  if (timeInForce.kind === 'GTC') return { type_time: OrderTime.Gtc };
  if (timeInForce.kind === 'Day') return { type_time: OrderTime.Day };
  const day = Math.floor(timeInForce.expiryLocalMs / MS_PER_DAY);
  return { type_time: OrderTime.SpecifiedDay, expiration: day * SECONDS_PER_DAY };
}
