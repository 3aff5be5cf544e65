import type { CashBook } from '../../currencies/cash-book.ts';
import type { BaseData } from '../../market/base-data.ts';
import type { QuoteBar } from '../../market/quote-bar.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import type { Tick } from '../../market/tick.ts';
import type { TradeBar } from '../../market/trade-bar.ts';
import type { Decimal } from '../../numeric/decimal.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderDirection } from '../../orders/order-direction.ts';
import type { OrderEvent, OrderFee } from '../../orders/order-event.ts';
import type { Resolution } from '../../time/resolution.ts';
import type { Security } from '../security.ts';
import type { UnsettledFunds } from '../unsettled-funds.ts';

/** What models may know of the account. Money is in account currency. */
export interface AccountView {
  readonly cashBook: CashBook;
  readonly unsettledCashBook: CashBook;
  /** What the unsettled cash is made of, and when it settles. */
  readonly unsettledFunds: UnsettledFunds;
  readonly exactTotalPortfolioValue: Decimal;
  readonly exactTotalMarginUsed: Decimal;
  /** Total value less unsettled cash less margin used. */
  readonly exactMarginRemaining: Decimal;
  /** `exactTotalPortfolioValue` in float64, for checks made at every scan; close to 1e-12 of the amounts it sums. */
  estimateTotalPortfolioValue(): number;
  /** `exactMarginRemaining` in float64, close to 1e-12 of the amounts it sums. */
  estimateMarginRemaining(): number;
  /** Open orders of every security, by ascending id. */
  openOrders(): readonly Order[];
  readonly securities: {
    /** The security, or undefined when it was never added. */
    find(symbol: SecuritySymbol): Security | undefined;
    /** Those with a position, in the order in which they were added. */
    readonly held: readonly Security[];
  };
}

/** Says what an order costs. Called once, when it is filled completely, and to estimate. */
export interface FeeModel {
  getOrderFee(security: Security, order: Order): OrderFee;
  /**
   * The fee in account currency as float64, close to 1e-9; NaN where the model cannot tell. Optional: it only spares
   * the exact calculation in checks made at every scan.
   */
  estimateOrderFee?(security: Security, order: Order, cashBook: CashBook): number;
}

/** Says by how much a fill is worse than the price: an amount ≥ 0 in price units. */
export interface SlippageModel {
  getSlippageApproximation(security: Security, order: Order): Decimal;
}

/** What a fill model is given. */
export interface FillContext {
  readonly security: Security;
  readonly order: Order;
  /** Engine time, epoch ms UTC. */
  readonly utcNow: number;
  /** `Settings.stalePriceTimeSpan` in ms. */
  readonly stalePriceMs: number;
}

/** Decides whether an order fills now, and at which price. */
export interface FillModel {
  /** An event with status Filled or PartiallyFilled, or null when nothing fills. May move the stop of a trailing order. */
  fill(context: FillContext): OrderEvent | null;
}

/** Answer of a buying power check. */
export interface BuyingPowerResult {
  readonly isSufficient: boolean;
  readonly reason: string;
}

/** Order quantity that a model computed, or why there is none. */
export interface MaximumQuantityResult {
  readonly quantity: Decimal;
  readonly reason: string;
  readonly isError: boolean;
}

/** Says how much may be bought. */
export interface BuyingPowerModel {
  getLeverage(security: Security): Decimal;
  setLeverage(security: Security, leverage: Decimal): void;
  hasSufficientBuyingPowerForOrder(account: AccountView, security: Security, order: Order): BuyingPowerResult;
  /**
   * What an order in a direction may use: margin in account currency; cash accounts: units of the base currency.
   */
  getBuyingPower(account: AccountView, security: Security, direction: OrderDirection): Decimal;
  /** Order quantity that brings the margin of the position to a fraction of the portfolio's value (cash accounts: its value). */
  getMaximumOrderQuantityForTargetBuyingPower(
    account: AccountView,
    security: Security,
    target: Decimal,
    sizing: SizingSettings,
  ): MaximumQuantityResult;
  /** Order quantity that changes the reserved buying power by an amount of account currency (margin calls). */
  getMaximumOrderQuantityForDeltaBuyingPower(
    account: AccountView,
    security: Security,
    delta: Decimal,
    sizing: SizingSettings,
  ): MaximumQuantityResult;
  /** Margin that the present position uses. */
  getMaintenanceMargin(security: Security): Decimal;
  /** Margin that a position of so many units would need at the present price. */
  getInitialMarginRequirement(security: Security, quantity: Decimal): Decimal;
  getReservedBuyingPowerForPosition(security: Security): Decimal;
  /** `getReservedBuyingPowerForPosition` in float64, close to 1e-9. */
  estimateReservedBuyingPowerForPosition(security: Security): number;
}

/** What sizing takes from the algorithm's settings. */
export interface SizingSettings {
  /** Cash kept back, as a fraction of the portfolio; null: the fixed amount counts. */
  readonly freePortfolioValuePercentage: Decimal;
  readonly freePortfolioValue: Decimal | null;
  readonly minimumOrderMarginPortfolioPercentage: Decimal;
}

/** Says when the cash of a fill may be used. */
export interface SettlementModel {
  applyFunds(account: AccountView, security: Security, utcMs: number, amount: Decimal, currency: string): void;
  /** Called each hour; releases what has settled. */
  scan(account: AccountView, security: Security, utcMs: number): void;
}

/** Says what may be sold short at a time of the exchange's clock (epoch ms), and what that costs. */
export interface ShortableProvider {
  /** Units that may be sold short; null is unlimited. */
  shortableQuantity(security: Security, localMs: number): Decimal | null;
  /** Cost of borrowing, fraction a year. */
  feeRate(security: Security, localMs: number): Decimal;
  /** What is paid on positions that are held long, fraction a year. */
  rebateRate(security: Security, localMs: number): Decimal;
}

/** Says which data of a security counts; the rest does not come, as if it had not happened. */
export interface SecurityDataFilter {
  filter(security: Security, data: TradeBar | QuoteBar | Tick | BaseData): boolean;
}

/** Past data that a volatility model is warmed up with: so many bars of a resolution. */
export interface VolatilityHistory {
  readonly resolution: Resolution;
  readonly periods: number;
}

/** Says how much the price of a security varies. */
export interface VolatilityModel {
  /** As a fraction; zero while unknown. */
  readonly volatility: Decimal;
  /** Takes the security's data as it comes, repeated bars included, and that of its warm-up. */
  update(security: Security, data: TradeBar | QuoteBar): void;
  /**
   * Past data with which to begin anew: asked for after a split or dividend of a security with raw prices, and answered
   * with prices scaled to the present. The model forgets what it knew. Null: none.
   */
  historyRequirements(security: Security): VolatilityHistory | null;
}

/** Says what borrowed money costs; called each hour. */
export interface MarginInterestRateModel {
  applyMarginInterestRate(account: AccountView, security: Security, utcMs: number): void;
}
