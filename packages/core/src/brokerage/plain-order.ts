import { LockstepError } from '../errors/lockstep-error.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import type { OrderProperties } from '../orders/order-properties.ts';
import { OrderType } from '../orders/order-type.ts';
import type { OrderHandover } from './brokerage.ts';

/** A price or a quantity: a number, or a text where every digit matters. */
export type Amount = number | string;

export type PlainOrderKind =
  | 'market'
  | 'limit'
  | 'stop'
  | 'stopLimit'
  | 'trailingStop'
  | 'limitIfTouched'
  | 'marketOnOpen'
  | 'marketOnClose';

/** What to buy or sell, in plain words; each broker says what else there is. */
export interface PlainOrder {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** @defaultValue `market` */
  readonly type?: PlainOrderKind | undefined;
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
  /** Protects what the order opens: it works once that has filled, and is cancelled when the target fills. */
  readonly stopLoss?: { readonly stopPrice: Amount; readonly limitPrice?: Amount | undefined } | undefined;
  /** Closes what the order opens with a profit. */
  readonly takeProfit?: { readonly limitPrice: Amount } | undefined;
  /** Comes back in everything that the broker tells of the order. Made up unless given. */
  readonly clientOrderId?: string | undefined;
}

/** What of an order is said otherwise at each broker. */
export interface PlainOrderFacts {
  readonly symbol: SecuritySymbol;
  /** Units to buy or sell, more than 0. */
  readonly quantity: Decimal;
  readonly properties: OrderProperties;
  readonly numbers: OrderNumbers;
}

/** Numbers, names and times of orders that no engine gives. */
export class OrderNumbers {
  readonly #prefix: string;
  readonly #utcNow: () => number;
  #count = 0;

  /** @param prefix begins each name: unique for the account @param utcNow epoch ms */
  constructor(prefix: string, utcNow: () => number) {
    this.#prefix = prefix;
    this.#utcNow = utcNow;
  }

  next(): { readonly id: number; readonly clientOrderId: string; readonly timeMs: number } {
    const id = (this.#count += 1);
    return { id, clientOrderId: `${this.#prefix}${id}`, timeMs: this.#utcNow() };
  }
}

const TYPES: Readonly<Record<PlainOrderKind, OrderType>> = {
  market: OrderType.Market,
  limit: OrderType.Limit,
  stop: OrderType.StopMarket,
  stopLimit: OrderType.StopLimit,
  trailingStop: OrderType.TrailingStop,
  limitIfTouched: OrderType.LimitIfTouched,
  marketOnOpen: OrderType.MarketOnOpen,
  marketOnClose: OrderType.MarketOnClose,
};
const HUNDRED = Decimal.fromInteger(100);

type Prices = Pick<PlainOrder, 'limitPrice' | 'stopPrice' | 'triggerPrice' | 'trailPrice' | 'trailPercent'>;

/** Prices without which an order of a type says nothing: one of each group. */
const NEEDED: ReadonlyMap<OrderType, readonly (readonly (keyof Prices)[])[]> = new Map([
  [OrderType.Limit, [['limitPrice']]],
  [OrderType.StopMarket, [['stopPrice']]],
  [OrderType.StopLimit, [['stopPrice'], ['limitPrice']]],
  [OrderType.TrailingStop, [['trailPrice', 'trailPercent']]],
  [OrderType.LimitIfTouched, [['triggerPrice'], ['limitPrice']]],
]);

/**
 * An order as it is handed over, with the children that protect it.
 *
 * @throws LockstepError `ORDER_INVALID` for what can never be right
 */
export function plainHandover(plain: PlainOrder, facts: PlainOrderFacts): OrderHandover {
  const { side, type = 'market', stopLoss, takeProfit, clientOrderId } = plain;
  const signed = side === 'buy' ? facts.quantity : facts.quantity.negated();
  const entry = orderOf(TYPES[type], signed, plain, { plain, facts });
  const exit = signed.negated();
  const children: OrderHandover[] = [];
  if (stopLoss !== undefined) {
    const kind = stopLoss.limitPrice === undefined ? OrderType.StopMarket : OrderType.StopLimit;
    children.push(orderOf(kind, exit, stopLoss, { plain, facts }));
  }
  if (takeProfit !== undefined) children.push(orderOf(OrderType.Limit, exit, takeProfit, { plain, facts }));
  return { ...entry, clientOrderId: clientOrderId ?? entry.clientOrderId, children };
}

function orderOf(
  type: OrderType,
  quantity: Decimal,
  prices: Prices,
  { plain, facts }: { readonly plain: PlainOrder; readonly facts: PlainOrderFacts },
): OrderHandover {
  requirePrices(type, prices, plain);
  const { id, clientOrderId, timeMs } = facts.numbers.next();
  const price = (name: keyof Prices): Decimal | undefined => {
    const value = prices[name];
    return value === undefined ? undefined : plainAmount(name, value, plain);
  };
  const percent = price('trailPercent');
  const order = new Order({
    id,
    type,
    symbol: facts.symbol,
    quantity,
    timeMs,
    tag: '',
    properties: facts.properties,
    limitPrice: price('limitPrice'),
    stopPrice: price('stopPrice'),
    triggerPrice: price('triggerPrice'),
    trailingAmount: percent === undefined ? price('trailPrice') : percent.dividedBy(HUNDRED),
    trailingAsPercentage: percent !== undefined,
  });
  return { order, clientOrderId, children: [] };
}

function requirePrices(type: OrderType, prices: Prices, { symbol }: PlainOrder): void {
  for (const names of NEEDED.get(type) ?? []) {
    if (names.some((name) => prices[name] !== undefined)) continue;
    throw new LockstepError(
      'ORDER_INVALID',
      `The order in ${symbol} was not sent: it has no ${names.join(' and no ')}; an order of its type needs ${names.length > 1 ? 'one of them' : 'it'}.`,
    );
  }
}

/** A number greater than 0. @throws LockstepError `ORDER_INVALID` for any other */
export function plainAmount(name: string, value: Amount, { symbol }: PlainOrder): Decimal {
  try {
    const exact = typeof value === 'number' ? Decimal.fromNumber(value) : Decimal.parse(value);
    if (exact.sign() > 0) return exact;
  } catch {
    // Said below.
  }
  throw new LockstepError(
    'ORDER_INVALID',
    `The order in ${symbol} was not sent: the ${name} is ${String(value)}; expected a number greater than 0.`,
  );
}
