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

/** A price or a quantity: a number, or a text where every digit matters. */
export type Amount = number | string;

/** What to buy or sell, in plain words. */
export interface IbOrderRequest {
  /** A US stock such as `AAPL` or `BRK.B`; a currency pair, such as `EUR/USD`, where `kind` says so. */
  readonly symbol: string;
  /** @defaultValue `stock` */
  readonly kind?: 'stock' | 'forex' | 'crypto' | undefined;
  readonly side: 'buy' | 'sell';
  /** Units, more than 0; whole shares of stocks. */
  readonly quantity: Amount;
  /** @defaultValue `market` */
  readonly type?: IbOrderKind | undefined;
  /** Limit, stop-limit and limit-if-touched orders. */
  readonly limitPrice?: Amount | undefined;
  /** Stop and stop-limit orders; of a trailing stop where it begins. */
  readonly stopPrice?: Amount | undefined;
  /** Limit-if-touched orders. */
  readonly triggerPrice?: Amount | undefined;
  /** Distance of a trailing stop as an amount of price; this or `trailPercent`. */
  readonly trailPrice?: Amount | undefined;
  /** Distance of a trailing stop in percent: 5 is 5 %. */
  readonly trailPercent?: Amount | undefined;
  /** @defaultValue `day` */
  readonly timeInForce?: 'day' | 'gtc' | undefined;
  /** May be executed outside regular hours. @defaultValue false */
  readonly outsideRegularHours?: boolean | undefined;
  /** Protects what the order opens: it works once that has filled, and is cancelled when the target fills. */
  readonly stopLoss?: { readonly stopPrice: Amount; readonly limitPrice?: Amount | undefined } | undefined;
  /** Closes what the order opens with a profit. */
  readonly takeProfit?: { readonly limitPrice: Amount } | undefined;
  /** Comes back in everything that IB tells of the order. Made up unless given. */
  readonly clientOrderId?: string | undefined;
}

export type IbOrderKind =
  | 'market'
  | 'limit'
  | 'stop'
  | 'stopLimit'
  | 'trailingStop'
  | 'limitIfTouched'
  | 'marketOnOpen'
  | 'marketOnClose';

const TYPES: Readonly<Record<IbOrderKind, OrderType>> = {
  market: OrderType.Market,
  limit: OrderType.Limit,
  stop: OrderType.StopMarket,
  stopLimit: OrderType.StopLimit,
  trailingStop: OrderType.TrailingStop,
  limitIfTouched: OrderType.LimitIfTouched,
  marketOnOpen: OrderType.MarketOnOpen,
  marketOnClose: OrderType.MarketOnClose,
};
const KINDS = {
  stock: [SecurityType.Equity, Market.USA],
  forex: [SecurityType.Forex, Market.InteractiveBrokers],
  crypto: [SecurityType.Crypto, Market.InteractiveBrokers],
} as const;
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
export function handoverOf(request: IbOrderRequest, numbers: OrderNumbers): OrderHandover {
  const { quantity, side, stopLoss, takeProfit } = request;
  const units = amount('quantity', quantity, request);
  const signed = side === 'buy' ? units : units.negated();
  const make = orderMaker(request, numbers);
  const entry = make(TYPES[request.type ?? 'market'], signed, request, request.clientOrderId);
  const exit = signed.negated();
  const children: OrderHandover[] = [];
  if (stopLoss !== undefined)
    children.push(make(stopLoss.limitPrice === undefined ? OrderType.StopMarket : OrderType.StopLimit, exit, stopLoss));
  if (takeProfit !== undefined) children.push(make(OrderType.Limit, exit, takeProfit));
  return { ...entry, children };
}

type Prices = Pick<IbOrderRequest, 'limitPrice' | 'stopPrice' | 'triggerPrice' | 'trailPrice' | 'trailPercent'>;

function orderMaker(
  request: IbOrderRequest,
  numbers: OrderNumbers,
): (type: OrderType, quantity: Decimal, prices: Prices, clientOrderId?: string) => OrderHandover {
  const symbol = symbolOf(request);
  const properties = {
    timeInForce: request.timeInForce === 'gtc' ? TimeInForce.GoodTilCanceled : TimeInForce.Day,
    outsideRegularTradingHours: request.outsideRegularHours ?? false,
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
      triggerPrice: price('triggerPrice', prices),
      trailingAmount: percent === undefined ? price('trailPrice', prices) : percent.dividedBy(HUNDRED),
      trailingAsPercentage: percent !== undefined,
    });
    return { order, clientOrderId: clientOrderId ?? numbers.clientOrderId(id), children: [] };
  };
}

function amount(name: string, value: Amount, request: IbOrderRequest): Decimal {
  try {
    const exact = typeof value === 'number' ? Decimal.fromNumber(value) : Decimal.parse(value);
    if (exact.sign() > 0) return exact;
  } catch {
    // Said below.
  }
  throw new LockstepError(
    'ORDER_INVALID',
    `The order in ${request.symbol} was not sent: the ${name} is ${JSON.stringify(value)}; expected a number greater than 0.`,
  );
}

function symbolOf({ symbol, kind = 'stock' }: IbOrderRequest): SecuritySymbol {
  const ticker = symbol.replace('/', '').toUpperCase();
  const [securityType, market] = KINDS[kind];
  return new SecuritySymbol(ticker, { ticker, securityType, market });
}
