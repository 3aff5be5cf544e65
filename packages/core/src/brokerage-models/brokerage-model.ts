import type { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import type { Security } from '../securities/security.ts';
import type { SecurityModels } from '../securities/security-models.ts';
import type { AccountType } from './account-type.ts';

/** What a run is compared with unless the strategy says otherwise. */
export type DefaultBenchmark =
  | { readonly kind: 'security'; readonly ticker: string; readonly securityType: SecurityType; readonly market: string }
  | { readonly kind: 'constant'; readonly value: number };

/** What becomes of an open order at a split. Null fields stay as they are. */
export type SplitOutcome =
  | {
      readonly kind: 'update';
      readonly quantity: Decimal;
      readonly limitPrice: Decimal | null;
      readonly stopPrice: Decimal | null;
      readonly triggerPrice: Decimal | null;
      readonly trailingAmount: Decimal | null;
    }
  | { readonly kind: 'cancel'; readonly tag: string };

/** The rules of a broker as a backtest knows them: which orders it takes, and the models of its securities. */
export interface BrokerageModel {
  readonly name: string;
  readonly accountType: AccountType;
  /** Fraction of the portfolio's value that orders must leave free. */
  readonly requiredFreeBuyingPowerPercent: Decimal;
  /** Market of securities that are added without one, by type. */
  readonly defaultMarkets: ReadonlyMap<SecurityType, string>;
  readonly defaultBenchmark: DefaultBenchmark;
  /** For annualised statistics, unless the settings say otherwise. */
  readonly tradingDaysPerYear: number;
  /** Null, or why the broker would refuse the order. */
  canSubmitOrder(security: Security, order: Order): string | null;
  /** Null, or why the broker would refuse the change. `order` still has its old values. */
  canUpdateOrder(security: Security, order: Order, request: UpdateOrderRequest): string | null;
  /** Whether a resting order may be looked at now. */
  canExecuteOrder(security: Security, order: Order): boolean;
  /** @param splitFactor new shares cost this fraction of the old price */
  applySplit(order: Order, splitFactor: Decimal): SplitOutcome;
  getLeverage(symbol: SecuritySymbol): Decimal;
  /** New models for one security. */
  modelsFor(symbol: SecuritySymbol): SecurityModels;
}
