import { LockstepError } from '../errors/lockstep-error.ts';
import { shownValue } from '../errors/shown-value.ts';
import type { Transactions } from '../execution/transactions.ts';
import { Decimal } from '../numeric/decimal.ts';
import { discretelyRoundBy } from '../numeric/increments.ts';
import type { OrderProperties } from '../orders/order-properties.ts';
import { orderDecimal } from '../orders/order-request.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import { OrderType } from '../orders/order-type.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import { NO_ORDERS_YET } from '../risk/pre-order-checks.ts';
import type { SizingSettings } from '../securities/models/models.ts';
import type { SymbolLike } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { PortfolioTarget } from './portfolio-target.ts';
import type { Trading } from './trading.ts';

const LARGEST_TARGET = 1e9;
const SMALLEST_TARGET = 1e-10;

/** What sizing and liquidation take from the run. */
export interface PositionSizingContext {
  readonly portfolio: Portfolio;
  readonly transactions: Transactions;
  readonly trading: Trading;
  readonly settings: AlgorithmSettings;
  readonly isWarmingUp: () => boolean;
  readonly reportError: (text: string) => void;
  readonly debug: (text: string) => void;
}

/** How the orders of `setHoldings` and `liquidate` are placed. */
export interface RebalanceOptions {
  readonly liquidateExisting: boolean;
  readonly asynchronous: boolean;
  readonly tag: string | undefined;
  readonly properties: OrderProperties | undefined;
}

/** Position sizes from fractions of the portfolio, and the orders that reach them. */
export class PositionSizing {
  readonly #context: PositionSizingContext;

  constructor(context: PositionSizingContext) {
    this.#context = context;
  }

  /** Units to order so that a position makes up a fraction of the portfolio; zero when it cannot be said. */
  orderQuantity(symbol: SymbolLike, target: number): Decimal {
    const { portfolio, settings, reportError } = this.#context;
    requireFiniteTarget(symbol, target);
    const magnitude = Math.abs(target);
    if (magnitude > LARGEST_TARGET || (magnitude !== 0 && magnitude < SMALLEST_TARGET)) {
      reportError(`The target ${target} is not a fraction of the portfolio; 1 means all of it.`);
      return Decimal.ZERO;
    }
    const security = portfolio.securities.find(symbol);
    if (security === undefined) {
      reportError(`${String(symbol)} was not added to the algorithm.`);
      return Decimal.ZERO;
    }
    if (security.price === 0) {
      reportError(this.#context.isWarmingUp() ? NO_ORDERS_YET : `${security.symbol.value} has no price yet.`);
      return Decimal.ZERO;
    }
    const value = portfolio.exactTotalPortfolioValue;
    if (value.isZero()) {
      reportError(`The portfolio is worth 0: no fraction of it buys ${security.symbol.value}.`);
      return Decimal.ZERO;
    }
    const buffer =
      settings.freePortfolioValue === null
        ? value.times(Decimal.fromNumber(settings.freePortfolioValuePercentage))
        : Decimal.fromNumber(settings.freePortfolioValue);
    const adjusted = orderDecimal(target).times(value.minus(buffer)).dividedBy(value);
    const marginTarget = adjusted.dividedBy(security.buyingPowerModel.getLeverage(security));
    const result = security.buyingPowerModel.getMaximumOrderQuantityForTargetBuyingPower(
      portfolio,
      security,
      marginTarget,
      sizingSettings(settings),
    );
    if (result.isError) {
      reportError(`No quantity can be computed for ${security.symbol.value}: ${result.reason}`);
      return Decimal.ZERO;
    }
    return result.quantity;
  }

  setHoldings(symbol: SymbolLike, target: number, options: RebalanceOptions): OrderTicket[] {
    const quantity = this.orderQuantity(symbol, target);
    const tickets = options.liquidateExisting ? this.#liquidateOthers([symbol], options) : [];
    this.#reach(symbol, quantity, options, tickets);
    return tickets;
  }

  /** Several targets at once: orders that reduce positions first, then by value. */
  setTargets(targets: readonly PortfolioTarget[], options: RebalanceOptions): OrderTicket[] {
    const symbols = targets.map((target) => target.symbol);
    const tickets = options.liquidateExisting ? this.#liquidateOthers(symbols, options) : [];
    if (this.#context.isWarmingUp()) return tickets;
    const orders = targets.map((target) => ({
      symbol: target.symbol,
      quantity: this.orderQuantity(target.symbol, target.quantity),
    }));
    for (const { symbol, quantity } of this.#byMarginImpact(orders)) this.#reach(symbol, quantity, options, tickets);
    return tickets;
  }

  #byMarginImpact(
    orders: readonly { symbol: SymbolLike; quantity: Decimal }[],
  ): { symbol: SymbolLike; quantity: Decimal }[] {
    const { portfolio, transactions } = this.#context;
    return orders
      .map((order) => {
        const security = portfolio.securities.get(order.symbol);
        const whole = toWholeLots(order.quantity, security);
        const projected = security.holdings.exactQuantity.plus(
          transactions.exactOpenOrdersRemainingQuantity((ticket) => ticket.symbol.id === security.symbol.id),
        );
        const reduces = !projected.isZero() && whole.plus(projected).abs().lt(projected.abs());
        return { ...order, security, whole, reduces, value: whole.times(security.exactPrice).abs() };
      })
      .filter(
        ({ security, whole }) =>
          security.hasData && security.isTradable && whole.abs().gte(security.symbolProperties.lotSize),
      )
      .sort((a, b) => Number(b.reduces) - Number(a.reduces) || b.value.compare(a.value));
  }

  #reach(symbol: SymbolLike, quantity: Decimal, options: RebalanceOptions, tickets: OrderTicket[]): void {
    const { portfolio, transactions, trading } = this.#context;
    const security = portfolio.securities.get(symbol);
    const pending = transactions.exactOpenOrdersRemainingQuantity(
      (ticket) =>
        ticket.symbol.id === security.symbol.id &&
        (ticket.orderType === OrderType.Market || ticket.orderType === OrderType.MarketOnOpen),
    );
    const missing = quantity.minus(pending);
    if (missing.isZero()) return;
    const order = { asynchronous: options.asynchronous, tag: options.tag ?? '', properties: options.properties };
    tickets.push(
      security.exchange.exchangeOpen
        ? trading.market(security, missing, order)
        : trading.submit(OrderType.MarketOnOpen, security, missing, {}, order),
    );
  }

  #liquidateOthers(keep: readonly SymbolLike[], options: RebalanceOptions): OrderTicket[] {
    const { securities } = this.#context.portfolio;
    const kept = new Set(keep.map((symbol) => securities.find(symbol)?.symbol.id));
    const others = byTicker(securities.values.filter((security) => !kept.has(security.symbol.id)));
    return this.liquidate(others, { ...options, asynchronous: false });
  }

  /** Cancels the open orders of securities and closes their positions at the market. */
  liquidate(symbols: readonly SymbolLike[] | undefined, options: RebalanceOptions): OrderTicket[] {
    const { portfolio, settings, debug } = this.#context;
    const tickets: OrderTicket[] = [];
    if (!settings.liquidateEnabled) {
      debug('liquidate() does nothing: settings.liquidateEnabled is false.');
      return tickets;
    }
    for (const symbol of symbols ?? byTicker([...portfolio.securities.values])) {
      const security = portfolio.securities.find(symbol);
      if (security === undefined) {
        debug(`Warning: liquidate ignored '${String(symbol)}': it was not added to the algorithm.`);
        continue;
      }
      this.#liquidateOne(security, options, tickets);
    }
    return tickets;
  }

  #liquidateOne(security: Security, options: RebalanceOptions, tickets: OrderTicket[]): void {
    const { transactions, trading } = this.#context;
    const tag = options.tag ?? 'Liquidated';
    const held = security.holdings.invested ? security.holdings.exactQuantity : Decimal.ZERO;
    const open = transactions.getOpenOrderTickets(security);
    const only = open.length === 1 ? open[0] : undefined;
    if (only?.orderType === OrderType.Market && !held.isZero() && only.exactQuantity.equals(held.negated())) return;
    let pending = Decimal.ZERO;
    for (const ticket of open) {
      if (ticket.orderType === OrderType.Market) pending = pending.plus(ticket.exactQuantityRemaining);
      else transactions.cancelOrder(ticket.orderId, tag);
    }
    if (held.isZero()) return;
    const quantity = held.negated().minus(pending);
    tickets.push(
      trading.market(security, quantity, { asynchronous: options.asynchronous, tag, properties: options.properties }),
    );
  }
}

/** @throws LockstepError `ORDER_INVALID` */
function requireFiniteTarget(symbol: SymbolLike, target: number): void {
  if (typeof target === 'number' && Number.isFinite(target)) return;
  throw new LockstepError(
    'ORDER_INVALID',
    `The target for ${String(symbol)} is ${shownValue(target)}; expected a fraction of the portfolio such as 0.5, negative for short. Was an indicator or price not ready?`,
  );
}

/** The settings in the exact form that models take. */
export function sizingSettings(settings: AlgorithmSettings): SizingSettings {
  return {
    freePortfolioValuePercentage: Decimal.fromNumber(settings.freePortfolioValuePercentage),
    freePortfolioValue: settings.freePortfolioValue === null ? null : Decimal.fromNumber(settings.freePortfolioValue),
    minimumOrderMarginPortfolioPercentage: Decimal.fromNumber(settings.minimumOrderMarginPortfolioPercentage),
  };
}

/** A quantity toward zero in whole lots, as margin impact counts it. */
function toWholeLots(quantity: Decimal, security: Security): Decimal {
  const { lotSize } = security.symbolProperties;
  return discretelyRoundBy(quantity, lotSize, quantity.sign() < 0 ? 'up' : 'down');
}

function byTicker(securities: Security[]): Security[] {
  return securities.sort((a, b) => (a.symbol.value < b.symbol.value ? -1 : a.symbol.value > b.symbol.value ? 1 : 0));
}
