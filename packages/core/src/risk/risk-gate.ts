import { SecurityType } from '../market/security-type.ts';
import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import type { SubmitOrderRequest } from '../orders/order-request.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { Security } from '../securities/security.ts';
import type { ClosedTrade } from '../statistics/closed-trade.ts';
import { dayOf } from '../time/calendar.ts';
import { MS_PER_MINUTE } from '../time/resolution.ts';
import { LossLimits, type PauseListener } from './loss-limits.ts';
import { type OrderExposure, orderExposure } from './order-exposure.ts';
import type { RiskCode, RiskDecision } from './risk-decision.ts';
import type { RiskLimits } from './risk-limits.ts';
import { newRiskState, type RiskState } from './risk-state.ts';

/** From this part of a limit on there is a warning. */
const WARNING_PART = 0.8;
/** Below this equity, in dollars, the fourth day trade of a margin account within five business days was not allowed. */
const PATTERN_DAY_TRADER_EQUITY = 25_000;
const PATTERN_DAY_TRADES = 3;
/** Business days that day trades count, in calendar days with the weekend between. */
const DAY_TRADE_WINDOW_DAYS = 7;

/** What the gate looks at. */
export interface RiskGateContext {
  readonly portfolio: Portfolio;
  readonly utcNow: () => number;
  readonly openTickets: (security: Security) => readonly OrderTicket[];
  readonly onPause: PauseListener;
  /** State of an earlier process of the same deployment. */
  readonly state?: RiskState | undefined;
}

/**
 * The limits that an order has to pass, and their counters. The same object works in a backtest and live; without limits
 * there is none, and only LEAN's own checks hold. An order that only reduces a position always passes.
 */
export class RiskGate {
  readonly state: RiskState;
  readonly #limits: RiskLimits;
  readonly #context: RiskGateContext;
  readonly #losses: LossLimits;

  constructor(limits: RiskLimits, context: RiskGateContext) {
    this.#limits = limits;
    this.#context = context;
    this.state = context.state ?? newRiskState();
    this.#losses = new LossLimits(limits, this.state, context.onPause);
  }

  /** Why trading is paused; null while it is not. */
  get pausedBecause(): string | null {
    return this.state.pause?.reason ?? null;
  }

  /** Refuses new positions until `resume`. */
  pause(reason: string): void {
    this.state.pause = { reason, sinceUtc: this.#context.utcNow(), untilNextSession: false };
  }

  resume(): void {
    this.state.pause = null;
    this.state.consecutiveLosses = 0;
  }

  /** Whether an order may go; counts it if so. */
  admit(request: SubmitOrderRequest, security: Security): RiskDecision {
    const exposure = this.#exposure(request, security);
    const decision = this.#decide(request, security, exposure);
    if (decision.refusal === null) this.#count(exposure);
    return decision;
  }

  /** What `admit` would say; nothing is counted. */
  preview(request: SubmitOrderRequest, security: Security): RiskDecision {
    return this.#decide(request, security, this.#exposure(request, security));
  }

  #exposure(request: SubmitOrderRequest, security: Security): OrderExposure {
    return orderExposure(request, security, this.#context.openTickets(security));
  }

  #decide(request: SubmitOrderRequest, security: Security, exposure: OrderExposure): RiskDecision {
    if (exposure.reduces) return { refusal: null, warnings: [] };
    return new OrderCheck(this.#limits, this.state, this.#context, { request, security, exposure }).decide();
  }

  #count({ reduces, adds }: OrderExposure): void {
    const now = this.#context.utcNow();
    const { state } = this;
    if (this.#limits.maxOrdersPerMinute !== undefined) {
      state.recentOrders = [...state.recentOrders.filter((time) => time > now - MS_PER_MINUTE), now];
    }
    if (!reduces && !adds) state.entriesToday += 1;
  }

  /** Takes in the time of a step. */
  onTime(utcMs: number): void {
    const { portfolio } = this.#context;
    // What an account with a position of unknown price is worth is not known.
    for (const { holdings, hasData } of portfolio.securities) if (holdings.quantityNumber !== 0 && !hasData) return;
    this.#losses.onTime(utcMs, portfolio.estimateTotalPortfolioValue(), sessionHours(portfolio));
  }

  onTradeClosed(trade: ClosedTrade): void {
    const { portfolio } = this.#context;
    this.#losses.onTradeClosed(trade.exitTimeMs, trade.profitLoss.minus(trade.totalFees).toNumber());
    const security = portfolio.securities.find(trade.symbol);
    if (security?.type !== SecurityType.Equity) return;
    const { timeZone } = security.exchange.hours;
    const day = dayOf(timeZone.toLocal(trade.exitTimeMs));
    if (dayOf(timeZone.toLocal(trade.entryTimeMs)) !== day) return;
    this.state.dayTradeDays = [...this.state.dayTradeDays.filter((each) => each > day - DAY_TRADE_WINDOW_DAYS), day];
  }
}

interface CheckedOrder {
  readonly request: SubmitOrderRequest;
  readonly security: Security;
  readonly exposure: OrderExposure;
}

/** One order against the limits. */
class OrderCheck {
  readonly #limits: RiskLimits;
  readonly #state: RiskState;
  readonly #context: RiskGateContext;
  readonly #request: SubmitOrderRequest;
  readonly #security: Security;
  readonly #exposure: OrderExposure;
  readonly #warnings: string[] = [];
  #refusal: { readonly code: RiskCode; readonly reason: string } | null = null;

  constructor(limits: RiskLimits, state: RiskState, context: RiskGateContext, order: CheckedOrder) {
    this.#limits = limits;
    this.#state = state;
    this.#context = context;
    this.#request = order.request;
    this.#security = order.security;
    this.#exposure = order.exposure;
  }

  decide(): RiskDecision {
    this.#checkPermission();
    this.#checkOrder();
    this.#checkPace();
    this.#checkPosition();
    return { refusal: this.#refusal, warnings: this.#refusal === null ? this.#warnings : [] };
  }

  #checkPermission(): void {
    const { pause } = this.#state;
    if (pause !== null) this.#refuse('TRADING_PAUSED', `trading is paused: ${pause.reason}`);
    if (this.#limits.allowShortSelling === false && this.#exposure.projected < 0) {
      this.#refuse(
        'SHORT_SELLING',
        `the position would be ${this.#exposure.projected}, and short selling is not allowed`,
      );
    }
    if (this.#limits.allowAddingToPositions === false && this.#exposure.adds) {
      this.#refuse('DUPLICATE_POSITION', 'there is a position or an entry of it already');
    }
  }

  #checkOrder(): void {
    const { maxOrderQuantity, maxOrderValue, priceCollarPercent } = this.#limits;
    const { orderValue, price } = this.#exposure;
    this.#limit('ORDER_QUANTITY', 'the quantity', Math.abs(this.#request.quantity.toNumber()), maxOrderQuantity);
    this.#limit('ORDER_VALUE', "the order's value", orderValue, maxOrderValue);
    const market = this.#security.price;
    const distance = market === 0 ? 0 : (Math.abs(price - market) / market) * 100;
    if (priceCollarPercent !== undefined && distance > priceCollarPercent) {
      this.#refuse(
        'PRICE_COLLAR',
        `the price ${price} is ${distance.toFixed(2)} % from the market at ${market}; at most ${priceCollarPercent} % are allowed`,
      );
    }
  }

  #checkPace(): void {
    const { maxOrdersPerMinute, maxTradesPerDay } = this.#limits;
    const since = this.#context.utcNow() - MS_PER_MINUTE;
    const recent = this.#state.recentOrders.filter((time) => time > since).length;
    this.#limit('ORDER_RATE', 'orders within a minute', recent + 1, maxOrdersPerMinute);
    if (!this.#exposure.adds) {
      this.#limit('TRADES_PER_DAY', 'trades of the day', this.#state.entriesToday + 1, maxTradesPerDay);
    }
    this.#checkDayTrading();
  }

  /** The rule that brokers may apply until October 2027; closing orders are never refused. */
  #checkDayTrading(): void {
    const { patternDayTrading = 'ignore' } = this.#limits;
    const equity = this.#context.portfolio.estimateTotalPortfolioValue();
    if (patternDayTrading === 'ignore' || this.#security.type !== SecurityType.Equity) return;
    if (equity >= PATTERN_DAY_TRADER_EQUITY) return;
    const today = dayOf(this.#security.localTimeMs);
    const count = this.#state.dayTradeDays.filter((day) => day > today - DAY_TRADE_WINDOW_DAYS).length;
    if (count < PATTERN_DAY_TRADES) return;
    const reason = `${count} day trades within five business days and equity of ${equity.toFixed(2)}, below ${PATTERN_DAY_TRADER_EQUITY}`;
    if (patternDayTrading === 'refuse') this.#refuse('DAY_TRADING', reason);
    else this.#warnings.push(reason);
  }

  #checkPosition(): void {
    const { maxPositionValue, maxPositionPercent, maxStrategyAllocationPercent } = this.#limits;
    const { positionValue, orderValue } = this.#exposure;
    const { portfolio } = this.#context;
    const equity = portfolio.estimateTotalPortfolioValue();
    this.#limit('POSITION_VALUE', "the position's value", positionValue, maxPositionValue);
    const percent = maxPositionPercent === undefined ? undefined : (equity * maxPositionPercent) / 100;
    this.#limit('POSITION_PERCENT', `the position's value (${maxPositionPercent} % of equity)`, positionValue, percent);
    if (maxStrategyAllocationPercent === undefined) return;
    const allocated = portfolio.totalHoldingsValue + orderValue;
    const allowed = (equity * maxStrategyAllocationPercent) / 100;
    this.#limit(
      'STRATEGY_ALLOCATION',
      `all positions together (${maxStrategyAllocationPercent} % of equity)`,
      allocated,
      allowed,
    );
  }

  #limit(code: RiskCode, what: string, value: number, limit: number | undefined): void {
    if (limit === undefined) return;
    const text = `${what} would be ${shown(value)}, the limit is ${shown(limit)}`;
    if (value > limit) this.#refuse(code, text);
    else if (value >= WARNING_PART * limit) this.#warnings.push(text);
  }

  #refuse(code: RiskCode, reason: string): void {
    this.#refusal ??= { code, reason };
  }
}

/** Hours of the market whose sessions count: the first that closes, else the first of all. */
function sessionHours(portfolio: Portfolio): ExchangeHours | null {
  const hours = portfolio.securities.values.map((security) => security.exchange.hours);
  return hours.find((each) => !each.isAlwaysOpen) ?? hours[0] ?? null;
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
