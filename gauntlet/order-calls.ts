import {
  type Algorithm,
  civilFromDays,
  Decimal,
  dayOf,
  type OrderProperties,
  type OrderTicket,
  OrderType,
  type Security,
  type SubmitOrderRequest,
  TimeInForce,
  type UpdateOrderFields,
} from '@lockstep/core';
import type { ActionName } from './family.ts';
import { px, type StepValues, trailingAmount } from './step-values.ts';

const HUGE = Decimal.fromInteger(100_000);
/** Added to a price it lies between two steps of it, in the second decimal after the last. */
const BETWEEN_STEPS = 37;

/** An order as a step wants it. */
export interface OrderCall {
  readonly action: ActionName;
  readonly security: Security;
  readonly values: StepValues;
  readonly tag: string;
  readonly asynchronous: boolean;
}

/** A security and the decimals of its prices. */
interface Priced {
  readonly security: Security;
  readonly wanted: { readonly dp: number };
}

/** Places the order of an action, its prices some basis points from the security's price. */
export function placeOrder(algorithm: Algorithm, call: OrderCall): OrderTicket {
  const { action, security, values } = call;
  const { symbol } = security;
  const { side, k1, k2, h } = values;
  const rest = restOf(algorithm, call);
  const quantity = values.q.toNumber();
  const d9 = values.draw(9);
  const at = pricesOf(security, values.security.dp);
  switch (action) {
    case 'mkt':
      return algorithm.marketOrder(symbol, quantity, ...rest);
    case 'lmt':
      return algorithm.limitOrder(symbol, quantity, at((d9 < 200 ? 1 : -1) * side * k1), ...rest);
    case 'stp':
      return algorithm.stopMarketOrder(symbol, quantity, at((d9 < 100 ? -1 : 1) * side * k1), ...rest);
    case 'stl':
      return algorithm.stopLimitOrder(symbol, quantity, at(side * k1), at(side * (k1 + k2 - h)), ...rest);
    case 'lit':
      return algorithm.limitIfTouchedOrder(symbol, quantity, at(-side * k1), at(side * (k2 - h - k1)), ...rest);
    case 'moo':
      return algorithm.marketOnOpenOrder(symbol, quantity, ...rest);
    case 'moc':
      return algorithm.marketOnCloseOrder(symbol, quantity, ...rest);
    default: {
      const asPercentage = action === 'trp';
      const amount = trailingOf(security, values.security.dp, k1, asPercentage);
      return d9 < 300
        ? algorithm.trailingStopOrder(symbol, quantity, at(side * k2), amount, asPercentage, ...rest)
        : algorithm.trailingStopOrder(symbol, quantity, amount, asPercentage, ...rest);
    }
  }
}

/** Places an order that is wrong in one of eight ways, or at the edge of being so. */
export function placeInvalidOrder(algorithm: Algorithm, call: OrderCall): { variant: number; ticket: OrderTicket } {
  const drawn = call.values.draw(9) % 8;
  const variant = call.values.security.alwaysOpen === true && (drawn === 5 || drawn === 6) ? 0 : drawn;
  return { variant, ticket: placeVariant(algorithm, call, variant) };
}

function placeVariant(algorithm: Algorithm, call: OrderCall, variant: number): OrderTicket {
  const { security, values, tag, asynchronous } = call;
  const { symbol, symbolProperties } = security;
  const { q, side, k1 } = values;
  const { dp } = values.security;
  const rest = restOf(algorithm, call);
  const huge = q.times(HUGE).toNumber();
  const halfLot = symbolProperties.lotSize.dividedBy(Decimal.fromInteger(2 * side));
  const limit = px(security.exactPrice, -side * k1, dp);
  switch (variant) {
    case 0:
      return algorithm.marketOrder(symbol, 0, asynchronous, tag);
    case 1:
      return algorithm.marketOrder(symbol, huge, asynchronous, tag);
    case 2:
      return algorithm.limitOrder(symbol, huge, limit.toNumber(), ...rest);
    case 3:
      return algorithm.limitOrder(symbol, q.plus(halfLot).toNumber(), limit.toNumber(), ...rest);
    case 4:
      return algorithm.marketOrder(symbol, halfLot.toNumber(), asynchronous, tag);
    case 5:
      return algorithm.marketOnOpenOrder(symbol, q.toNumber(), ...rest);
    case 6:
      return algorithm.marketOnCloseOrder(symbol, q.toNumber(), ...rest);
    default: {
      const between = limit.plus(Decimal.fromParts(BETWEEN_STEPS, dp + 2));
      return algorithm.limitOrder(symbol, q.toNumber(), between.toNumber(), ...rest);
    }
  }
}

/** New prices for an order, by its type; none for market and auction orders. */
export function newPrices(
  request: SubmitOrderRequest,
  { security, wanted }: Priced,
  side: number,
  values: StepValues,
): UpdateOrderFields {
  const { k1, k2, h } = values;
  const at = pricesOf(security, wanted.dp);
  switch (request.orderType) {
    case OrderType.Limit:
      return { limitPrice: at(-side * k1) };
    case OrderType.StopMarket:
      return { stopPrice: at(side * k1) };
    case OrderType.StopLimit:
      return { stopPrice: at(side * k1), limitPrice: at(side * (k1 + k2 - h)) };
    case OrderType.LimitIfTouched:
      return { triggerPrice: at(-side * k1), limitPrice: at(side * (k2 - h - k1)) };
    case OrderType.TrailingStop:
      return values.draw(5) < 500
        ? { stopPrice: at(side * k1) }
        : { trailingAmount: trailingOf(security, wanted.dp, k1, request.trailingAsPercentage) };
    default:
      return {};
  }
}

/** What every order call ends with. */
function restOf(
  algorithm: Algorithm,
  { values, tag, asynchronous }: OrderCall,
): [asynchronous: boolean, tag: string, properties: OrderProperties] {
  return [asynchronous, tag, { timeInForce: timeInForceOf(algorithm, values.draw(6)) }];
}

function timeInForceOf(algorithm: Algorithm, d6: number): TimeInForce {
  if (d6 < 600) return TimeInForce.GoodTilCanceled;
  if (d6 < 850) return TimeInForce.Day;
  const today = dayOf(algorithm.timeZone.toLocal(algorithm.utcTimeMs));
  const { year, month, day } = civilFromDays(today + 1 + (d6 % 3));
  return TimeInForce.goodTilDate(year, month, day);
}

/** Prices some basis points from the security's. */
function pricesOf({ exactPrice }: Security, dp: number): (basisPoints: number) => number {
  return (basisPoints) => px(exactPrice, basisPoints, dp).toNumber();
}

function trailingOf({ exactPrice }: Security, dp: number, k1: number, asPercentage: boolean): number {
  return asPercentage ? k1 / 10_000 : trailingAmount(exactPrice, k1, dp).toNumber();
}
