import {
  Decimal,
  LockstepError,
  Market,
  Order,
  type OrderHandover,
  OrderType,
  SecuritySymbol,
  SecurityType,
  TimeInForce,
} from '@lockstep/core';
import type { ValueHandover } from '../brokerage/requests/order-form.ts';
import { withoutSlash } from '../wire/symbol-form.ts';

/** A price or a quantity: a number, or a text where every digit matters. */
export type Amount = number | string;

/** What to buy or sell, in plain words. */
export interface AlpacaOrderRequest {
  /** `AAPL`, `BRK.B`, or `BTC/USD`. */
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** Units, more than 0; this or `notional`. Fractions where the asset is traded in them. */
  readonly quantity?: Amount | undefined;
  /** US dollars to buy or sell for, at the market; this or `quantity`. */
  readonly notional?: Amount | undefined;
  /** @defaultValue `market` */
  readonly type?: AlpacaOrderKind | undefined;
  /** Limit and stop-limit orders. */
  readonly limitPrice?: Amount | undefined;
  /** Stop and stop-limit orders. */
  readonly stopPrice?: Amount | undefined;
  /** Distance of a trailing stop in dollars; this or `trailPercent`. */
  readonly trailPrice?: Amount | undefined;
  /** Distance of a trailing stop in percent: 5 is 5 %. */
  readonly trailPercent?: Amount | undefined;
  /** @defaultValue `day`; crypto `gtc` */
  readonly timeInForce?: 'day' | 'gtc' | undefined;
  /** May be executed outside regular hours: limit orders for the day only. @defaultValue false */
  readonly extendedHours?: boolean | undefined;
  /** Protects what the order opens: placed when it has filled, and cancelled when the target fills. */
  readonly stopLoss?: { readonly stopPrice: Amount; readonly limitPrice?: Amount | undefined } | undefined;
  /** Closes what the order opens with a profit. */
  readonly takeProfit?: { readonly limitPrice: Amount } | undefined;
  /** Unique for the account, for ever. Made up unless given. */
  readonly clientOrderId?: string | undefined;
}

export type AlpacaOrderKind =
  | 'market'
  | 'limit'
  | 'stop'
  | 'stopLimit'
  | 'trailingStop'
  | 'marketOnOpen'
  | 'marketOnClose';

const TYPES: Readonly<Record<AlpacaOrderKind, OrderType>> = {
  market: OrderType.Market,
  limit: OrderType.Limit,
  stop: OrderType.StopMarket,
  stopLimit: OrderType.StopLimit,
  trailingStop: OrderType.TrailingStop,
  marketOnOpen: OrderType.MarketOnOpen,
  marketOnClose: OrderType.MarketOnClose,
};

const HUNDRED = Decimal.fromInteger(100);

/** Where orders get their numbers, names and time of submission. */
export interface OrderNumbers {
  next(): number;
  clientOrderId(orderId: number): string;
  utcNow(): number;
}

/**
 * An order in core's terms, with the children that protect it.
 *
 * @throws LockstepError `ORDER_INVALID` for what can never be right
 */
export function handoverOf(request: AlpacaOrderRequest, numbers: OrderNumbers): ValueHandover {
  const { quantity, notional, side, stopLoss, takeProfit } = request;
  if ((quantity === undefined) === (notional === undefined))
    throw invalid('an order has a quantity or a notional, and not both', request);
  const units = quantity === undefined ? Decimal.ONE : amount('quantity', quantity, request);
  const signed = side === 'buy' ? units : units.negated();
  const make = orderMaker(request, numbers);
  const entry = make(TYPES[request.type ?? 'market'], signed, request, request.clientOrderId);
  const exit = signed.negated();
  const children: OrderHandover[] = [];
  if (stopLoss !== undefined)
    children.push(make(stopLoss.limitPrice === undefined ? OrderType.StopMarket : OrderType.StopLimit, exit, stopLoss));
  if (takeProfit !== undefined) children.push(make(OrderType.Limit, exit, takeProfit));
  const value = notional === undefined ? {} : { notional: amount('notional', notional, request) };
  return { ...entry, children, ...value };
}

type Prices = Pick<AlpacaOrderRequest, 'limitPrice' | 'stopPrice' | 'trailPrice' | 'trailPercent'>;

function orderMaker(
  request: AlpacaOrderRequest,
  numbers: OrderNumbers,
): (type: OrderType, quantity: Decimal, prices: Prices, clientOrderId?: string) => OrderHandover {
  const symbol = symbolOf(request.symbol);
  const isGtc = (request.timeInForce ?? (symbol.securityType === SecurityType.Crypto ? 'gtc' : 'day')) === 'gtc';
  const properties = {
    timeInForce: isGtc ? TimeInForce.GoodTilCanceled : TimeInForce.Day,
    outsideRegularTradingHours: request.extendedHours ?? false,
  };
  const price = (name: keyof Prices, prices: Prices): Decimal | undefined => {
    const value = prices[name];
    return value === undefined ? undefined : amount(name, value, request);
  };
  return (type, quantity, prices, clientOrderId) => {
    const id = numbers.next();
    const percent = price('trailPercent', prices);
    const order = new Order({
      id,
      type,
      symbol,
      quantity,
      timeMs: numbers.utcNow(),
      tag: '',
      properties,
      limitPrice: price('limitPrice', prices),
      stopPrice: price('stopPrice', prices),
      trailingAmount: percent === undefined ? price('trailPrice', prices) : percent.dividedBy(HUNDRED),
      trailingAsPercentage: percent !== undefined,
    });
    return { order, clientOrderId: clientOrderId ?? numbers.clientOrderId(id), children: [] };
  };
}

function amount(name: string, value: Amount, request: AlpacaOrderRequest): Decimal {
  try {
    const exact = typeof value === 'number' ? Decimal.fromNumber(value) : Decimal.parse(value);
    if (exact.sign() > 0) return exact;
  } catch {
    // Said below.
  }
  throw invalid(`the ${name} is ${JSON.stringify(value)}; expected a number greater than 0`, request);
}

function invalid(what: string, { symbol }: AlpacaOrderRequest): LockstepError {
  return new LockstepError('ORDER_INVALID', `The order in ${symbol} was not sent: ${what}.`);
}

/** The security of a symbol as Alpaca writes it. */
function symbolOf(symbol: string): SecuritySymbol {
  const isCrypto = symbol.includes('/');
  const ticker = withoutSlash(symbol).toUpperCase();
  const securityType = isCrypto ? SecurityType.Crypto : SecurityType.Equity;
  return new SecuritySymbol(ticker, { ticker, securityType, market: isCrypto ? Market.Coinbase : Market.USA });
}
