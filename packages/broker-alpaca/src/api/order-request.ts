import {
  type Amount,
  Decimal,
  LockstepError,
  Market,
  type OrderNumbers,
  type PlainOrder,
  type PlainOrderKind,
  plainAmount,
  plainHandover,
  SecuritySymbol,
  SecurityType,
  TimeInForce,
} from '@lockstep/core';
import type { ValueHandover } from '../brokerage/requests/order-form.ts';
import { withoutSlash } from '../wire/symbol-form.ts';

/** What to buy or sell, in plain words. */
export interface AlpacaOrderRequest extends PlainOrder {
  /** `AAPL`, `BRK.B`, or `BTC/USD`. */
  readonly symbol: string;
  /** Units, more than 0; this or `notional`. Fractions where the asset is traded in them. */
  readonly quantity?: Amount | undefined;
  /** US dollars to buy or sell for, at the market; this or `quantity`. */
  readonly notional?: Amount | undefined;
  /** @defaultValue `market` */
  readonly type?: Exclude<PlainOrderKind, 'limitIfTouched'> | undefined;
  readonly triggerPrice?: undefined;
  /** @defaultValue `day`; crypto `gtc` */
  readonly timeInForce?: 'day' | 'gtc' | undefined;
  /** May be executed outside regular hours: limit orders for the day only. @defaultValue false */
  readonly extendedHours?: boolean | undefined;
}

/**
 * An order in core's terms, with the children that protect it.
 *
 * @throws LockstepError `ORDER_INVALID` for what can never be right
 */
export function handoverOf(request: AlpacaOrderRequest, numbers: OrderNumbers): ValueHandover {
  const { quantity, notional, extendedHours = false } = request;
  if ((quantity === undefined) === (notional === undefined))
    throw new LockstepError(
      'ORDER_INVALID',
      `The order in ${request.symbol} was not sent: an order has a quantity or a notional, and not both.`,
    );
  const symbol = symbolOf(request.symbol);
  const isGtc = (request.timeInForce ?? (symbol.securityType === SecurityType.Crypto ? 'gtc' : 'day')) === 'gtc';
  const handover = plainHandover(request, {
    symbol,
    quantity: quantity === undefined ? Decimal.ONE : plainAmount('quantity', quantity, request),
    properties: {
      timeInForce: isGtc ? TimeInForce.GoodTilCanceled : TimeInForce.Day,
      outsideRegularTradingHours: extendedHours,
    },
    numbers,
  });
  return notional === undefined ? handover : { ...handover, notional: plainAmount('notional', notional, request) };
}

/** The security of a symbol as Alpaca writes it. */
function symbolOf(symbol: string): SecuritySymbol {
  const isCrypto = symbol.includes('/');
  const ticker = withoutSlash(symbol).toUpperCase();
  const securityType = isCrypto ? SecurityType.Crypto : SecurityType.Equity;
  return new SecuritySymbol(ticker, { ticker, securityType, market: isCrypto ? Market.Coinbase : Market.USA });
}
