import type { BrokerageCapabilities, CarriedOrder } from '../brokerage/brokerage.ts';
import { capabilityRefusal, ruleRefusal, trailingStopRefusal } from '../brokerage/capability-refusal.ts';
import type { CashBook } from '../currencies/cash-book.ts';
import { LockstepError } from '../errors/lockstep-error.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SubmitOrderRequest } from '../orders/order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from '../orders/order-response.ts';
import { OrderType } from '../orders/order-type.ts';
import { roundToStep } from '../securities/round-to-step.ts';
import type { Securities } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';

/** What a strategy is told that orders too early. */
export const NO_ORDERS_YET =
  'Orders are not taken in initialize or while warming up. Place them in onData or a scheduled event, after onWarmupFinished.';

/** What LEAN's own checks look at before an order gets an id. */
export interface PreOrderContext {
  readonly securities: Securities;
  readonly cashBook: CashBook;
  readonly isWarmingUp: () => boolean;
  readonly utcNow: () => number;
  readonly ordersCount: () => number;
  readonly maximumOrders: () => number;
  readonly marketOnCloseBufferMs: () => number;
  /** What the broker's wire can carry. */
  readonly capabilities: () => BrokerageCapabilities;
}

/** LEAN's checks in LEAN's order; the first that fails answers. */
export function checkBeforeOrder(request: SubmitOrderRequest, context: PreOrderContext): OrderResponse {
  const { symbol } = request;
  if (context.isWarmingUp()) {
    return refuse(OrderResponseErrorCode.AlgorithmWarmingUp, NO_ORDERS_YET);
  }
  const security = context.securities.find(symbol);
  if (security === undefined) {
    return refuse(OrderResponseErrorCode.MissingSecurity, `${symbol.value} was not added to the algorithm.`);
  }
  if (request.quantity.isZero()) {
    return refuse(OrderResponseErrorCode.OrderQuantityZero, `The order for ${symbol.value} has quantity 0.`);
  }
  const { quantityStep } = security;
  if (request.quantity.abs().lt(quantityStep)) {
    return refuse(
      OrderResponseErrorCode.OrderQuantityLessThanLotSize,
      `The quantity ${request.quantity} of ${symbol.value} is less than its lot size ${quantityStep}.`,
    );
  }
  return (
    checkSecurity(security) ??
    checkCurrencies(security, context.cashBook) ??
    checkCount(context) ??
    checkAuction(request.orderType, security, context) ??
    checkCapabilities(request, security, context.capabilities()) ??
    OrderResponse.SUCCESS
  );
}

function checkCapabilities(
  request: SubmitOrderRequest,
  security: Security,
  capabilities: BrokerageCapabilities,
): OrderResponse | null {
  const reason =
    capabilityRefusal(capabilities, request) ??
    trailingStopRefusal(capabilities, request, security.exactPrice) ??
    ruleRefusal(capabilities.refusedOrders, carriedOrder(request, security), false);
  if (reason === null) return null;
  return refuse(
    OrderResponseErrorCode.UnsupportedRequestType,
    `The broker cannot take the order for ${request.symbol.value}: ${reason}`,
  );
}

function carriedOrder(request: SubmitOrderRequest, security: Security): CarriedOrder {
  const { symbol, orderType, properties, trailingAmount, trailingAsPercentage } = request;
  const quantity = roundToStep(request.quantity, security);
  return { symbol, orderType, quantity, properties, trailingAmount, trailingAsPercentage };
}

function checkSecurity(security: Security): OrderResponse | null {
  const name = security.symbol.value;
  if (!security.isTradable) {
    return refuse(
      OrderResponseErrorCode.NonTradableSecurity,
      `${name} is not tradable now (not subscribed or delisted).`,
    );
  }
  if (security.price === 0) {
    return refuse(
      OrderResponseErrorCode.SecurityPriceZero,
      `${name} has no price yet. Wait for its first data, or set settings.seedInitialPrices.`,
    );
  }
  return null;
}

function checkCurrencies(security: Security, cashBook: CashBook): OrderResponse | null {
  const name = security.symbol.value;
  const quote = security.quoteCurrency.symbol;
  if (!cashBook.has(quote)) {
    return refuse(OrderResponseErrorCode.QuoteCurrencyRequired, `${name} needs ${quote} in the cash book.`);
  }
  if (security.quoteCurrency.conversionRate === 0) {
    return refuse(OrderResponseErrorCode.ConversionRateZero, `${name}: there is no exchange rate for ${quote} yet.`);
  }
  if (security.baseCurrency !== null && security.type !== SecurityType.CryptoFuture) {
    const base = security.baseCurrency.symbol;
    if (!cashBook.has(base)) {
      return refuse(
        OrderResponseErrorCode.ForexBaseAndQuoteCurrenciesRequired,
        `${name} needs ${base} in the cash book.`,
      );
    }
    if (security.baseCurrency.conversionRate === 0) {
      return refuse(
        OrderResponseErrorCode.ForexConversionRateZero,
        `${name}: there is no exchange rate for ${base} yet.`,
      );
    }
  }
  return security.hasData ? null : refuse(OrderResponseErrorCode.SecurityHasNoData, `${name} has no data yet.`);
}

function checkCount(context: PreOrderContext): OrderResponse | null {
  if (context.ordersCount() <= context.maximumOrders()) return null;
  return refuse(
    OrderResponseErrorCode.ExceededMaximumOrders,
    `The run has reached its maximum of ${context.maximumOrders()} orders; raise it with setMaximumOrders.`,
  );
}

function checkAuction(type: OrderType, security: Security, context: PreOrderContext): OrderResponse | null {
  if (type !== OrderType.MarketOnOpen && type !== OrderType.MarketOnClose) return null;
  const { hours } = security.exchange;
  if (hours.isAlwaysOpen) {
    const call = type === OrderType.MarketOnOpen ? 'marketOnOpenOrder' : 'marketOnCloseOrder';
    throw new LockstepError(
      'ORDER_INVALID',
      `${call} for ${security.symbol.value}: its market never closes, so it has neither open nor close. Use marketOrder.`,
    );
  }
  if (type === OrderType.MarketOnOpen) {
    if (hours.isOpen(security.localTimeMs, false) && !security.isDailyOnly) {
      return refuse(
        OrderResponseErrorCode.MarketOnOpenNotAllowedDuringRegularHours,
        `A market-on-open order for ${security.symbol.value} is not taken while the market is open.`,
      );
    }
    return null;
  }
  if (!isTooLateForClose(security, context.utcNow(), context.marketOnCloseBufferMs())) return null;
  return refuse(
    OrderResponseErrorCode.MarketOnCloseOrderTooLate,
    `Market-on-close orders must be placed ${context.marketOnCloseBufferMs() / 60_000} minutes before the close; change settings.marketOnCloseSubmissionBufferMs if your broker takes them later.`,
  );
}

/** True when the next regular close is nearer than the buffer. */
export function isTooLateForClose(security: Security, utcNow: number, bufferMs: number): boolean {
  const { hours } = security.exchange;
  if (hours.isAlwaysOpen) return false;
  const close = hours.timeZone.toUtc(hours.nextMarketClose(security.localTimeMs, false));
  return utcNow > close - bufferMs;
}

function refuse(code: OrderResponseErrorCode, message: string): OrderResponse {
  return new OrderResponse(code, message);
}
