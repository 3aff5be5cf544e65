import { LockstepError } from '../errors/lockstep-error.ts';
import { shownValue } from '../errors/shown-value.ts';
import type { Bracket, BracketPrices } from '../execution/brackets/bracket.ts';
import type { BracketOrders } from '../execution/brackets/bracket-orders.ts';
import type { OrderProcessor } from '../execution/order-processor.ts';
import type { Decimal } from '../numeric/decimal.ts';
import type { OrderProperties } from '../orders/order-properties.ts';
import { isOrderNumber, LARGEST_ORDER_NUMBER, orderDecimal, SubmitOrderRequest } from '../orders/order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from '../orders/order-response.ts';
import { OrderTicket } from '../orders/order-ticket.ts';
import { OrderType } from '../orders/order-type.ts';
import { checkBeforeOrder, isTooLateForClose, type PreOrderContext } from '../risk/pre-order-checks.ts';
import type { SymbolLike } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import { type ProtectionLevel, type ProtectionOptions, protectionPrices } from './protection.ts';

/** What order calls take from the run. */
export interface TradingContext extends PreOrderContext {
  readonly processor: OrderProcessor;
  /** The security of a symbol; one that was never added is added now, as LEAN does. */
  readonly securityForOrder: (symbol: SymbolLike) => Security;
  /** Null, or the risk gate's refusal. */
  readonly riskRefusal: (request: SubmitOrderRequest) => OrderResponse | null;
  readonly reportError: (text: string) => void;
  readonly debug: (text: string) => void;
  readonly stop: () => void;
  /** The average true range of a security's bars. @throws LockstepError `ORDER_INVALID` while it is not ready */
  readonly averageTrueRange: (security: Security, period: number) => number;
}

/** Prices of an order; those its type does not use count for nothing. */
export interface OrderPrices {
  readonly limitPrice?: number;
  readonly stopPrice?: number;
  readonly triggerPrice?: number;
  readonly trailingAmount?: number;
  readonly trailingAsPercentage?: boolean;
}

type PriceName = Exclude<keyof OrderPrices, 'trailingAsPercentage'>;

/** Prices that an order type cannot do without. */
const PRICES_OF: Partial<Record<OrderType, readonly PriceName[]>> = {
  [OrderType.Limit]: ['limitPrice'],
  [OrderType.StopMarket]: ['stopPrice'],
  [OrderType.StopLimit]: ['stopPrice', 'limitPrice'],
  [OrderType.LimitIfTouched]: ['triggerPrice', 'limitPrice'],
  [OrderType.TrailingStop]: ['stopPrice', 'trailingAmount'],
};

const NO_ORDER_PRICES: OrderPrices = {};
const NO_PRICES: readonly PriceName[] = [];

/** What every order call may say beside symbol, quantity and prices. */
export interface OrderOptions {
  readonly asynchronous: boolean;
  readonly tag: string;
  readonly properties: OrderProperties | undefined;
}

/** Entry, stop and target of a bracket. */
export interface BracketOptions {
  /** Stop price of the protective order, or its distance from the entry's price. */
  readonly stopLoss: ProtectionLevel;
  /** Limit price of the target, or its distance from the entry's price; without it there is no target. */
  readonly takeProfit?: ProtectionLevel | undefined;
  /** Makes the entry a limit order. */
  readonly limitPrice?: number;
  /** Makes the entry a stop order; with `limitPrice` a stop-limit order. */
  readonly stopPrice?: number;
  /** Tag of all three orders. */
  readonly tag?: string;
  readonly orderProperties?: OrderProperties;
}

/** Turns a strategy's order calls into requests, checks them and hands them to execution. */
export class Trading {
  readonly #context: TradingContext;
  /** Properties of orders that are given none. */
  defaultOrderProperties: OrderProperties | undefined = undefined;
  #warnedOfClosedMarket = false;
  #warnedOfDailyConversion = false;

  constructor(context: TradingContext) {
    this.#context = context;
  }

  /** A market order; outside market hours, or on daily data, it becomes market-on-open or market-on-close as in LEAN. */
  market(symbol: SymbolLike, quantity: Decimal, options: OrderOptions): OrderTicket {
    const security = this.#context.securityForOrder(symbol);
    const { hours } = security.exchange;
    if (!hours.isAlwaysOpen) {
      if (!hours.isOpen(security.localTimeMs, false)) return this.#convertToOpen(security, quantity, options);
      if (security.isDailyOnly) return this.#convertOnDailyData(security, quantity, options);
    }
    return this.submit(OrderType.Market, security, quantity, NO_ORDER_PRICES, options);
  }

  #convertToOpen(security: Security, quantity: Decimal, options: OrderOptions): OrderTicket {
    const ticket = this.submit(OrderType.MarketOnOpen, security, quantity, NO_ORDER_PRICES, options);
    if (!this.#warnedOfClosedMarket && ticket.submitRequest.response.isSuccess) {
      this.#warnedOfClosedMarket = true;
      this.#context.debug('Warning: market orders sent while the market is closed become market-on-open orders.');
    }
    return ticket;
  }

  #convertOnDailyData(security: Security, quantity: Decimal, options: OrderOptions): OrderTicket {
    const late = isTooLateForClose(security, this.#context.utcNow(), this.#context.marketOnCloseBufferMs());
    const type = late ? OrderType.MarketOnOpen : OrderType.MarketOnClose;
    const ticket = this.submit(type, security, quantity, NO_ORDER_PRICES, options);
    if (!this.#warnedOfDailyConversion && ticket.submitRequest.response.isSuccess) {
      this.#warnedOfDailyConversion = true;
      this.#context.debug(
        'Warning: on daily data, market orders sent while the market is open become market-on-close orders (market-on-open near the close).',
      );
    }
    return ticket;
  }

  /** An order of any other type. */
  order(
    type: OrderType,
    symbol: SymbolLike,
    quantity: number,
    prices: OrderPrices,
    options: OrderOptions,
  ): OrderTicket {
    const exact = exactQuantity(symbol, quantity);
    return this.submit(type, this.#context.securityForOrder(symbol), exact, prices, options);
  }

  /** An entry with a protective stop and a target that are placed when it fills. */
  bracket(brackets: BracketOrders, symbol: SymbolLike, quantity: number, bracket: BracketOptions): Bracket {
    const exact = exactQuantity(symbol, quantity);
    const security = this.#context.securityForOrder(symbol);
    if (typeof bracket !== 'object' || bracket === null) {
      throw new LockstepError(
        'ORDER_INVALID',
        `The bracket for ${security.symbol.value} is ${String(bracket)}; expected { stopLoss, takeProfit }: prices, or distances such as { percent: 2 }.`,
      );
    }
    const { tag = '', orderProperties: properties, limitPrice, stopPrice, stopLoss, takeProfit } = bracket;
    if (stopLoss === undefined) requiredPrice('stopLoss', security, stopLoss);
    const prices = this.#protectionPrices(security, exact, bracketEntryPrice(security, bracket), {
      stopLoss,
      takeProfit,
    });
    const options = { asynchronous: false, tag, properties };
    const type = entryType(limitPrice, stopPrice);
    const submit = (): OrderTicket =>
      this.#refuseWithChildren(type, security, exact, prices, options) ??
      (type === OrderType.Market
        ? this.market(security, exact, options)
        : this.submit(type, security, exact, bracket, options));
    return brackets.open(submit, prices, tag, properties ?? this.defaultOrderProperties);
  }

  /** A stop, a target or both for an order that is there already, or for what it has filled. */
  protect(brackets: BracketOrders, ticket: OrderTicket, protection: ProtectionOptions): Bracket {
    const { symbol, exactQuantity: quantity, submitRequest } = ticket;
    const security = this.#context.securityForOrder(symbol);
    const { stopLoss, takeProfit, tag = ticket.tag } = protection;
    if ((stopLoss === undefined && takeProfit === undefined) || submitRequest.bracketId !== 0) {
      throw new LockstepError(
        'ORDER_INVALID',
        `protect got order ${ticket.orderId} for ${symbol.value}${submitRequest.bracketId === 0 ? '' : ', a child of a bracket'}, with stopLoss ${shownValue(stopLoss)} and takeProfit ${shownValue(takeProfit)}; expected an entry, and at least one of the two.`,
      );
    }
    const price = protectedPrice(security, ticket);
    const prices = this.#protectionPrices(security, quantity, price, { stopLoss, takeProfit });
    return brackets.protect(ticket, prices, tag, submitRequest.properties, security.holdings.exactQuantity);
  }

  #protectionPrices(
    security: Security,
    quantity: Decimal,
    price: number,
    levels: ProtectionOptions,
  ): ReturnType<typeof protectionPrices> {
    const { averageTrueRange } = this.#context;
    return protectionPrices({ security, quantity, price, averageTrueRange }, levels);
  }

  /** An entry whose children the broker's wire cannot carry is refused before it gets an id. */
  #refuseWithChildren(
    type: OrderType,
    security: Security,
    quantity: Decimal,
    { stopLoss, takeProfit }: BracketPrices,
    options: OrderOptions,
  ): OrderTicket | null {
    const { orderTypes } = this.#context.capabilities();
    const lacks = stopLoss !== null && !orderTypes.has(OrderType.StopMarket) ? 'stop' : 'target';
    if (lacks === 'target' && (takeProfit === null || orderTypes.has(OrderType.Limit))) return null;
    const { symbol } = security;
    const request = new SubmitOrderRequest({
      orderType: type,
      symbol,
      quantity,
      timeMs: this.#context.utcNow(),
      tag: options.tag,
      properties: options.properties,
    });
    const text = `The broker cannot take the ${lacks} of the bracket for ${symbol.value}: it has no such orders. The entry is not sent.`;
    return this.#refused(request, new OrderResponse(OrderResponseErrorCode.UnsupportedRequestType, text));
  }

  /** Checks a request and hands it to execution. A refused one comes back as an invalid ticket without an id. */
  submit(
    type: OrderType,
    security: Security,
    quantity: Decimal,
    prices: OrderPrices,
    options: OrderOptions,
  ): OrderTicket {
    return this.submitRequest(this.#request(type, security, quantity, prices, options));
  }

  /** The request for an order whose type follows from its prices, to ask what would become of it. */
  requestFor(symbol: SymbolLike, quantity: number, prices: OrderPrices): SubmitOrderRequest {
    const exact = exactQuantity(symbol, quantity);
    const security = this.#context.securityForOrder(symbol);
    const type = entryType(prices.limitPrice, prices.stopPrice);
    return this.#request(type, security, exact, prices, { asynchronous: false, tag: '', properties: undefined });
  }

  #request(
    type: OrderType,
    security: Security,
    quantity: Decimal,
    prices: OrderPrices,
    options: OrderOptions,
  ): SubmitOrderRequest {
    const used = PRICES_OF[type] ?? NO_PRICES;
    return new SubmitOrderRequest({
      orderType: type,
      symbol: security.symbol,
      quantity,
      limitPrice: usedPrice('limitPrice', used, security, prices.limitPrice),
      stopPrice: usedPrice('stopPrice', used, security, prices.stopPrice),
      triggerPrice: usedPrice('triggerPrice', used, security, prices.triggerPrice),
      trailingAmount: usedPrice('trailingAmount', used, security, prices.trailingAmount),
      trailingAsPercentage: prices.trailingAsPercentage,
      timeMs: this.#context.utcNow(),
      tag: options.tag,
      properties: this.#properties(type, options.properties),
      asynchronous: options.asynchronous,
    });
  }

  /** What the engine's own checks say to a request. */
  check(request: SubmitOrderRequest): OrderResponse {
    return checkBeforeOrder(request, this.#context);
  }

  submitRequest(request: SubmitOrderRequest): OrderTicket {
    const checked = checkBeforeOrder(request, this.#context);
    const response = (checked.isSuccess ? this.#context.riskRefusal(request) : null) ?? checked;
    if (response.isSuccess) return this.#context.processor.submit(request);
    if (response.errorCode === OrderResponseErrorCode.ExceededMaximumOrders) this.#context.stop();
    return this.#refused(request, response);
  }

  #refused(request: SubmitOrderRequest, response: OrderResponse): OrderTicket {
    request.response = response;
    this.#context.reportError(response.errorMessage);
    return new OrderTicket(this.#context.processor, request);
  }

  /** Stop price of a trailing order that was given none: the price, the amount away. */
  initialTrailingStop(security: Security, quantity: Decimal, amount: Decimal, asPercentage: boolean): Decimal {
    const price = security.exactPrice;
    const distance = asPercentage ? price.times(amount) : amount;
    return quantity.sign() > 0 ? price.plus(distance) : price.minus(distance);
  }

  /** A trailing stop; without a stop price it starts the amount away from the present price. */
  trailingStop(
    symbol: SymbolLike,
    quantity: number,
    stopPrice: number | null,
    trailingAmount: number,
    trailingAsPercentage: boolean,
    options: OrderOptions,
  ): OrderTicket {
    const exact = exactQuantity(symbol, quantity);
    const security = this.#context.securityForOrder(symbol);
    const amount = requiredPrice('trailingAmount', security, trailingAmount);
    const stop =
      stopPrice === null
        ? this.initialTrailingStop(security, exact, amount, trailingAsPercentage)
        : requiredPrice('stopPrice', security, stopPrice);
    return this.submitRequest(
      new SubmitOrderRequest({
        orderType: OrderType.TrailingStop,
        symbol: security.symbol,
        quantity: exact,
        stopPrice: stop,
        trailingAmount: amount,
        trailingAsPercentage,
        timeMs: this.#context.utcNow(),
        tag: options.tag,
        properties: this.#properties(OrderType.TrailingStop, options.properties),
        asynchronous: options.asynchronous,
      }),
    );
  }

  /** Good-til-date means nothing in an auction: such orders are good til cancelled. */
  #properties(type: OrderType, given: OrderProperties | undefined): OrderProperties | undefined {
    const properties = given ?? this.defaultOrderProperties;
    const auction = type === OrderType.MarketOnOpen || type === OrderType.MarketOnClose;
    if (!auction || properties?.timeInForce?.kind !== 'GTD') return properties;
    this.#context.debug(
      'Warning: good-til-date is not supported for market-on-open and market-on-close orders; it is ignored.',
    );
    return { ...properties, timeInForce: { kind: 'GTC' } };
  }
}

/** Price around which stop and target must stand: that of the entry order, or the present one. */
function bracketEntryPrice(security: Security, { limitPrice, stopPrice }: BracketOptions): number {
  if (limitPrice !== undefined) return requiredPrice('limitPrice', security, limitPrice).toNumber();
  return stopPrice === undefined ? security.price : requiredPrice('stopPrice', security, stopPrice).toNumber();
}

/** Price that the protection of an order is counted from: of its fills, else of the order, else the present one. */
function protectedPrice(security: Security, ticket: OrderTicket): number {
  if (!ticket.exactQuantityFilled.isZero()) return ticket.averageFillPrice;
  const { limitPrice, stopPrice } = ticket.submitRequest;
  if (!limitPrice.isZero()) return limitPrice.toNumber();
  return stopPrice.isZero() ? security.price : stopPrice.toNumber();
}

function entryType(limitPrice: number | undefined, stopPrice: number | undefined): OrderType {
  if (stopPrice !== undefined) return limitPrice === undefined ? OrderType.StopMarket : OrderType.StopLimit;
  return limitPrice === undefined ? OrderType.Market : OrderType.Limit;
}

/** The exact quantity of an order call. @throws LockstepError `ORDER_INVALID` unless it is a finite number */
export function exactQuantity(symbol: SymbolLike, quantity: number): Decimal {
  if (isOrderNumber(quantity)) return orderDecimal(quantity);
  throw new LockstepError(
    'ORDER_INVALID',
    `The order quantity for ${String(symbol)} is ${shownValue(quantity)}; expected a finite number of units up to ${LARGEST_ORDER_NUMBER}, negative to sell. Was an indicator or price not ready?`,
  );
}

/** The exact price of an order whose type uses it. @throws LockstepError `ORDER_INVALID` unless it is a finite number */
function usedPrice(
  name: PriceName,
  used: readonly PriceName[],
  security: Security,
  price: number | undefined,
): Decimal | undefined {
  return used.includes(name) ? requiredPrice(name, security, price) : undefined;
}

/** The exact price of an order. @throws LockstepError `ORDER_INVALID` unless it is a finite number */
function requiredPrice(name: string, { symbol }: Security, price: number | undefined): Decimal {
  if (isOrderNumber(price)) return orderDecimal(price);
  throw new LockstepError(
    'ORDER_INVALID',
    `The ${name} of the order for ${symbol.value} is ${shownValue(price)}; expected a finite number up to ${LARGEST_ORDER_NUMBER}. Was an indicator or price not ready?`,
  );
}
