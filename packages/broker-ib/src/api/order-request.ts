import {
  type Amount,
  Market,
  type OrderHandover,
  type OrderNumbers,
  type PlainOrder,
  plainAmount,
  plainHandover,
  SecuritySymbol,
  SecurityType,
  TimeInForce,
} from '@lockstep/core';

/** What to buy or sell, in plain words. */
export interface IbOrderRequest extends PlainOrder {
  /** A US stock such as `AAPL` or `BRK.B`; a currency pair, such as `EUR/USD`, where `kind` says so. */
  readonly symbol: string;
  /** @defaultValue `stock` */
  readonly kind?: 'stock' | 'forex' | 'crypto' | undefined;
  /** Units, more than 0; whole shares of stocks. */
  readonly quantity: Amount;
  /** @defaultValue `day` */
  readonly timeInForce?: 'day' | 'gtc' | undefined;
  /** May be executed outside regular hours. @defaultValue false */
  readonly outsideRegularHours?: boolean | undefined;
}

const KINDS = {
  stock: [SecurityType.Equity, Market.USA],
  forex: [SecurityType.Forex, Market.InteractiveBrokers],
  crypto: [SecurityType.Crypto, Market.InteractiveBrokers],
} as const;

/**
 * An order in core's terms, with the children that protect it.
 *
 * @throws LockstepError `ORDER_INVALID` for what can never be right
 */
export function handoverOf(request: IbOrderRequest, numbers: OrderNumbers): OrderHandover {
  const { quantity, timeInForce, outsideRegularHours = false } = request;
  return plainHandover(request, {
    symbol: symbolOf(request),
    quantity: plainAmount('quantity', quantity, request),
    properties: {
      timeInForce: timeInForce === 'gtc' ? TimeInForce.GoodTilCanceled : TimeInForce.Day,
      outsideRegularTradingHours: outsideRegularHours,
    },
    numbers,
  });
}

function symbolOf({ symbol, kind = 'stock' }: IbOrderRequest): SecuritySymbol {
  const ticker = symbol.replace('/', '').toUpperCase();
  const [securityType, market] = KINDS[kind];
  return new SecuritySymbol(ticker, { ticker, securityType, market });
}
