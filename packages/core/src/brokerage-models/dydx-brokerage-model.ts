import { LockstepError } from '../errors/lockstep-error.ts';
import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { SecurityMarginModel } from '../securities/models/buying-power/security-margin-model.ts';
import { DYDXFeeModel } from '../securities/models/fees/dydx-fee-model.ts';
import { FundingRateModel } from '../securities/models/margin-interest/funding-rate-model.ts';
import type { BuyingPowerModel, FeeModel, MarginInterestRateModel } from '../securities/models/models.ts';
import type { Security } from '../securities/security.ts';
import { AccountType } from './account-type.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';
import { DEFAULT_MARKETS, DefaultBrokerageModel } from './default-brokerage-model.ts';
import { tooSmall } from './order-checks.ts';

const ORDER_TYPES: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.Market,
  OrderType.Limit,
  OrderType.StopMarket,
  OrderType.TrailingStop,
  OrderType.StopLimit,
]);
const MARKETS = new Map(DEFAULT_MARKETS).set(SecurityType.CryptoFuture, Market.DYDX);

/** dYdX: perpetual futures at 25:1 in a margin account; open orders cannot be changed. */
export class DYDXBrokerageModel extends DefaultBrokerageModel {
  /** @throws LockstepError `BROKERAGE_MODEL_INVALID` for a cash account */
  constructor(accountType: AccountType = AccountType.Margin) {
    super(accountType);
    if (accountType !== AccountType.Margin) {
      throw new LockstepError('BROKERAGE_MODEL_INVALID', 'dYdX has no cash accounts. Use AccountType.Margin.');
    }
  }

  override get name(): string {
    return 'dYdXBrokerageModel';
  }

  override get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return MARKETS;
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return { kind: 'security', ticker: 'BTCUSD', securityType: SecurityType.CryptoFuture, market: Market.DYDX };
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    if (security.type !== SecurityType.CryptoFuture) return this.unsupportedSecurity(security);
    if (!ORDER_TYPES.has(order.type)) return this.unsupportedOrderType(order, ORDER_TYPES);
    return tooSmall(security, order.quantity);
  }

  override canUpdateOrder(_security: Security, _order: Order, _request: UpdateOrderRequest): string | null {
    return `${this.name} cannot change orders; cancel and submit a new one`;
  }

  protected override feeModel(symbol: SecuritySymbol): FeeModel {
    return symbol.securityType === SecurityType.CryptoFuture ? new DYDXFeeModel() : super.feeModel(symbol);
  }

  protected override buyingPowerModel(symbol: SecuritySymbol): BuyingPowerModel {
    if (symbol.securityType !== SecurityType.CryptoFuture) return super.buyingPowerModel(symbol);
    return new SecurityMarginModel(this.getLeverage(symbol));
  }

  protected override marginInterestModel(symbol: SecuritySymbol): MarginInterestRateModel | null {
    return symbol.securityType === SecurityType.CryptoFuture ? new FundingRateModel() : null;
  }
}
