import { Decimal, OrderStatus, OrderType } from '@lockstep/core';
import type { WireFillActivity } from '../../wire/account.ts';
import type { WireOrder } from '../../wire/order.ts';
import type { WireExecution } from './broker-order.ts';

/** Figures of one of Alpaca's orders. Units are without a sign. */
export interface WireValues {
  /** Null for an order by value. */
  readonly quantity: Decimal | null;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  /** An amount of price, or a fraction of it. */
  readonly trailingAmount: Decimal | null;
}

const HUNDRED = Decimal.fromInteger(100);

/** The figures of an order; Alpaca writes them as texts, now and then as numbers. */
export function wireValues(wire: WireOrder): WireValues {
  const percent = decimalOf(wire.trail_percent);
  return {
    quantity: decimalOf(wire.qty),
    limitPrice: decimalOf(wire.limit_price),
    stopPrice: decimalOf(wire.stop_price),
    trailingAmount: percent === null ? decimalOf(wire.trail_price) : percent.dividedBy(HUNDRED).normalize(),
  };
}

/** A figure of Alpaca's; null where there is none. */
export function decimalOf(value: string | number | null | undefined): Decimal | null {
  return value === null || value === undefined || value === '' ? null : Decimal.parse(String(value)).normalize();
}

const TYPES: Readonly<Record<string, OrderType>> = {
  market: OrderType.Market,
  limit: OrderType.Limit,
  stop: OrderType.StopMarket,
  stop_limit: OrderType.StopLimit,
  trailing_stop: OrderType.TrailingStop,
};

/** The type of an order; null for one that is not known here. */
export function orderTypeOf({ type, time_in_force: timeInForce }: WireOrder): OrderType | null {
  if (type === 'market' && timeInForce === 'opg') return OrderType.MarketOnOpen;
  if (type === 'market' && timeInForce === 'cls') return OrderType.MarketOnClose;
  return TYPES[type] ?? null;
}

/** Where an order stands. One of a status that is not known here is open. @param mayExecute its entry has filled */
export function orderStatusOf(wire: WireOrder, mayExecute: boolean): OrderStatus {
  switch (wire.status) {
    case 'filled':
      return OrderStatus.Filled;
    case 'canceled':
    case 'expired':
      return OrderStatus.Canceled;
    case 'rejected':
      return OrderStatus.Invalid;
    case 'held':
      return mayExecute ? OrderStatus.Submitted : OrderStatus.New;
    default:
      return decimalOf(wire.filled_qty)?.isZero() === false ? OrderStatus.PartiallyFilled : OrderStatus.Submitted;
  }
}

/** An execution among the account's activities, whose ids end with Alpaca's own of the execution; null for one that lacks something. */
export function executionOf(fill: WireFillActivity): WireExecution | null {
  const [cumulative, quantity, price] = [decimalOf(fill.cum_qty), decimalOf(fill.qty), decimalOf(fill.price)];
  if (cumulative === null || quantity === null || price === null) return null;
  const wireId = fill.id.split('::')[1] ?? null;
  return { cumulative, quantity, price, timeMs: Date.parse(fill.transaction_time), wireId };
}
