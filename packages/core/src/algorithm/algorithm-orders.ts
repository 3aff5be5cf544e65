import type { Bracket } from '../execution/brackets/bracket.ts';
import type { OrderProperties } from '../orders/order-properties.ts';
import type { SubmitOrderRequest } from '../orders/order-request.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import { OrderType } from '../orders/order-type.ts';
import type { SymbolLike } from '../securities/securities.ts';
import { Sizing } from '../sizing/sizing.ts';
import { AlgorithmCore } from './algorithm-core.ts';
import type { OrderPreview } from './order-preview.ts';
import type { PortfolioTarget } from './portfolio-target.ts';
import type { ProtectionOptions } from './protection.ts';
import { type BracketOptions, exactQuantity, type OrderOptions, type OrderPrices } from './trading.ts';

/** The order calls of an algorithm: LEAN's names, parameters and order of parameters. */
export abstract class AlgorithmOrders extends AlgorithmCore {
  #size: Sizing | null = null;

  /** Properties of orders that are given none. */
  get defaultOrderProperties(): OrderProperties | undefined {
    return this.run.trading.defaultOrderProperties;
  }

  set defaultOrderProperties(properties: OrderProperties | undefined) {
    this.run.trading.defaultOrderProperties = properties;
  }

  /**
   * What would become of an order if it were placed now: rounded size, value, margin, fee, and who would refuse it and why.
   * Nothing is placed.
   *
   * @param quantity units, negative to sell
   * @param prices a limit, a stop or both make it an order of that type; a market order without
   * @throws LockstepError `ORDER_INVALID` for a quantity or price that is not a finite number
   *
   * @example
   * const { refusal, value } = this.previewOrder('SPY', 100);
   */
  previewOrder(
    symbol: SymbolLike,
    quantity: number,
    prices: Pick<OrderPrices, 'limitPrice' | 'stopPrice'> = {},
  ): OrderPreview {
    return this.run.previewOrder(this.run.trading.requestFor(symbol, quantity, prices));
  }

  /** Buys at the market. */
  buy(symbol: SymbolLike, quantity: number): OrderTicket {
    return this.marketOrder(symbol, Math.abs(quantity));
  }

  /** Sells at the market. */
  sell(symbol: SymbolLike, quantity: number): OrderTicket {
    return this.marketOrder(symbol, -Math.abs(quantity));
  }

  /** A market order. */
  order(
    symbol: SymbolLike,
    quantity: number,
    asynchronous = false,
    tag = '',
    orderProperties?: OrderProperties,
  ): OrderTicket {
    return this.marketOrder(symbol, quantity, asynchronous, tag, orderProperties);
  }

  /**
   * A market order, filled before the call returns where the engine simulates. Placed while the market is closed it
   * becomes market-on-open; on daily data, while open, market-on-close.
   *
   * @param quantity units, negative to sell
   * @throws LockstepError `ORDER_INVALID` for a quantity that is not a finite number
   */
  marketOrder(
    symbol: SymbolLike,
    quantity: number,
    asynchronous = false,
    tag = '',
    orderProperties?: OrderProperties,
  ): OrderTicket {
    return this.run.trading.market(
      symbol,
      exactQuantity(symbol, quantity),
      options(asynchronous, tag, orderProperties),
    );
  }

  /** Fills at the opening price of the next session. */
  marketOnOpenOrder(
    symbol: SymbolLike,
    quantity: number,
    asynchronous = false,
    tag = '',
    orderProperties?: OrderProperties,
  ): OrderTicket {
    return this.#order(OrderType.MarketOnOpen, symbol, quantity, {}, options(asynchronous, tag, orderProperties));
  }

  /** Fills at the closing price of the session; to be placed 15.5 minutes before the close. */
  marketOnCloseOrder(
    symbol: SymbolLike,
    quantity: number,
    asynchronous = false,
    tag = '',
    orderProperties?: OrderProperties,
  ): OrderTicket {
    return this.#order(OrderType.MarketOnClose, symbol, quantity, {}, options(asynchronous, tag, orderProperties));
  }

  /** Fills at the limit price or better. */
  limitOrder(
    symbol: SymbolLike,
    quantity: number,
    limitPrice: number,
    asynchronous = false,
    tag = '',
    orderProperties?: OrderProperties,
  ): OrderTicket {
    return this.#order(OrderType.Limit, symbol, quantity, { limitPrice }, options(asynchronous, tag, orderProperties));
  }

  /** Becomes a market order when the price reaches the stop. */
  stopMarketOrder(
    symbol: SymbolLike,
    quantity: number,
    stopPrice: number,
    asynchronous = false,
    tag = '',
    orderProperties?: OrderProperties,
  ): OrderTicket {
    return this.#order(
      OrderType.StopMarket,
      symbol,
      quantity,
      { stopPrice },
      options(asynchronous, tag, orderProperties),
    );
  }

  /** Becomes a limit order when the price reaches the stop. */
  stopLimitOrder(
    symbol: SymbolLike,
    quantity: number,
    stopPrice: number,
    limitPrice: number,
    asynchronous = false,
    tag = '',
    orderProperties?: OrderProperties,
  ): OrderTicket {
    const prices = { stopPrice, limitPrice };
    return this.#order(OrderType.StopLimit, symbol, quantity, prices, options(asynchronous, tag, orderProperties));
  }

  /** Becomes a limit order when the price touches the trigger: below the market to buy, above to sell. */
  limitIfTouchedOrder(
    symbol: SymbolLike,
    quantity: number,
    triggerPrice: number,
    limitPrice: number,
    asynchronous = false,
    tag = '',
    orderProperties?: OrderProperties,
  ): OrderTicket {
    const prices = { triggerPrice, limitPrice };
    return this.#order(OrderType.LimitIfTouched, symbol, quantity, prices, options(asynchronous, tag, orderProperties));
  }

  /**
   * A stop that follows the price at a distance: an amount in price units, or a fraction of the price. Without a stop
   * price it starts that distance from the present price.
   */
  trailingStopOrder(
    symbol: SymbolLike,
    quantity: number,
    trailingAmount: number,
    trailingAsPercentage: boolean,
    asynchronous?: boolean,
    tag?: string,
    orderProperties?: OrderProperties,
  ): OrderTicket;
  trailingStopOrder(
    symbol: SymbolLike,
    quantity: number,
    stopPrice: number,
    trailingAmount: number,
    trailingAsPercentage: boolean,
    asynchronous?: boolean,
    tag?: string,
    orderProperties?: OrderProperties,
  ): OrderTicket;
  trailingStopOrder(symbol: SymbolLike, quantity: number, ...rest: unknown[]): OrderTicket {
    const stopPrice = typeof rest[1] === 'boolean' ? null : (rest.shift() as number);
    const [amount, asPercentage, asynchronous = false, tag = '', properties] = rest as [
      number,
      boolean,
      boolean | undefined,
      string | undefined,
      OrderProperties | undefined,
    ];
    const given = options(asynchronous, tag, properties);
    return this.run.trading.trailingStop(symbol, quantity, stopPrice, amount, asPercentage, given);
  }

  /**
   * A market order, or with `limitPrice` or `stopPrice` another entry, with a protective stop and a target. From the
   * entry's first fill on both children are open for the filled quantity; when one fills, the other is cancelled at
   * once, and when a bar reaches both, the stop counts. Stop and target are prices, or distances from the entry's limit
   * or stop price, else from the present price: `{ percent: 2 }`, `{ atr: 2, period: 14 }`, `{ atr: 2, indicator }`. LEAN
   * has no such call.
   *
   * @throws LockstepError `ORDER_INVALID` for numbers that are not finite, for an indicator that is not ready, and unless
   * stop and target stand on the two sides of the entry
   */
  bracketOrder(symbol: SymbolLike, quantity: number, bracket: BracketOptions): Bracket {
    return this.run.trading.bracket(this.run.brackets, symbol, quantity, bracket);
  }

  /**
   * Protects an order, or the position that it has opened, by a stop, a target or both, as `bracketOrder` does: they are
   * open for what has filled, at once or from the first fill on, follow further fills and cancel each other. Levels are
   * counted from the average price of its fills, else from its limit or stop price, else from the present price. Of a
   * position that was reduced meanwhile the rest is protected. LEAN has no such call.
   *
   * @example this.protect(this.marketOrder('SPY', 100), { stopLoss: { percent: 2 }, takeProfit: { atr: 3 } });
   * @throws LockstepError `ORDER_INVALID` for an order that is protected already or is a child of a bracket, and as
   * `bracketOrder`
   */
  protect(ticket: OrderTicket, protection: ProtectionOptions): Bracket {
    return this.run.trading.protect(this.run.brackets, ticket, protection);
  }

  /** Brackets of which some part can still fill; those of an earlier process of the same deployment are among them. */
  openBrackets(symbol?: SymbolLike): Bracket[] {
    const brackets = this.run.brackets.openBrackets();
    if (symbol === undefined) return brackets;
    const { id } = this.run.securities.get(symbol).symbol;
    return brackets.filter(({ entry }) => entry.symbol.id === id);
  }

  /** Submits a request made by hand; no market order becomes an auction order here. */
  submitOrderRequest(request: SubmitOrderRequest): OrderTicket {
    const ticket = this.run.trading.submitRequest(request);
    ticket.keepRequest(request);
    return ticket;
  }

  /**
   * Orders what brings a position to a fraction of the portfolio's value, less the free buffer of the settings.
   *
   * @param target fraction, for example 0.5; negative for short; or a list of targets, ordered reductions first
   * @param liquidateExistingHoldings closes every other position first
   */
  setHoldings(
    targets: readonly PortfolioTarget[],
    liquidateExistingHoldings?: boolean,
    asynchronous?: boolean,
    tag?: string,
    orderProperties?: OrderProperties,
  ): OrderTicket[];
  setHoldings(
    symbol: SymbolLike,
    target: number,
    liquidateExistingHoldings?: boolean,
    asynchronous?: boolean,
    tag?: string,
    orderProperties?: OrderProperties,
  ): OrderTicket[];
  setHoldings(first: SymbolLike | readonly PortfolioTarget[], ...rest: unknown[]): OrderTicket[] {
    const target = isTargets(first) ? 0 : (rest.shift() as number);
    const [liquidateExisting = false, asynchronous = false, tag, properties] = rest as [
      boolean | undefined,
      boolean | undefined,
      string | undefined,
      OrderProperties | undefined,
    ];
    const given = { liquidateExisting, asynchronous, tag, properties };
    return isTargets(first)
      ? this.run.sizing.setTargets(first, given)
      : this.run.sizing.setHoldings(first, target, given);
  }

  /** Position sizes by rule: fixed, by value, by risk to the stop, by ATR, Kelly, optimal f; each with its reasoning. */
  get size(): Sizing {
    this.#size ??= new Sizing(this.portfolio);
    return this.#size;
  }

  /** Units to order so that a position makes up a fraction of the portfolio. */
  calculateOrderQuantity(symbol: SymbolLike, target: number): number {
    return this.run.sizing.orderQuantity(symbol, target).toNumber();
  }

  /** Cancels open orders and closes positions at the market: of one security, of several, or of all. */
  liquidate(
    symbols?: SymbolLike | readonly SymbolLike[],
    asynchronous = false,
    tag?: string,
    orderProperties?: OrderProperties,
  ): OrderTicket[] {
    const list = symbols === undefined || Array.isArray(symbols) ? symbols : [symbols as SymbolLike];
    return this.run.sizing.liquidate(list as readonly SymbolLike[] | undefined, {
      liquidateExisting: false,
      asynchronous,
      tag,
      properties: orderProperties,
    });
  }

  /** Largest number of orders of a run; the run stops when it is exceeded. */
  setMaximumOrders(count: number): void {
    this.run.setMaximumOrders(count);
  }

  #order(type: OrderType, symbol: SymbolLike, quantity: number, prices: OrderPrices, given: OrderOptions): OrderTicket {
    return this.run.trading.order(type, symbol, quantity, prices, given);
  }
}

function options(asynchronous: boolean, tag: string, properties: OrderProperties | undefined): OrderOptions {
  return { asynchronous, tag, properties };
}

function isTargets(first: SymbolLike | readonly PortfolioTarget[]): first is readonly PortfolioTarget[] {
  return Array.isArray(first);
}
