import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderStatus, orderStatusName } from '../orders/order-status.ts';
import { OrderType } from '../orders/order-type.ts';
import { BybitFeeModel } from '../securities/models/fees/bybit-fee-model.ts';
import { BybitFuturesFeeModel } from '../securities/models/fees/bybit-futures-fee-model.ts';
import { FundingRateModel } from '../securities/models/margin-interest/funding-rate-model.ts';
import type { FeeModel, MarginInterestRateModel } from '../securities/models/models.ts';
import type { Security } from '../securities/security.ts';
import { AccountType } from './account-type.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';
import { cryptoBenchmark, withCryptoMarket } from './crypto-markets.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';
import { tooSmall } from './order-checks.ts';

const ORDER_TYPES: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.Market,
  OrderType.Limit,
  OrderType.StopMarket,
  OrderType.TrailingStop,
  OrderType.StopLimit,
]);
const UPDATABLE: ReadonlySet<OrderStatus> = new Set<OrderStatus>([
  OrderStatus.New,
  OrderStatus.PartiallyFilled,
  OrderStatus.Submitted,
  OrderStatus.UpdateSubmitted,
]);
const TYPES: ReadonlySet<SecurityType> = new Set<SecurityType>([
  SecurityType.Base,
  SecurityType.Crypto,
  SecurityType.CryptoFuture,
]);
const MARKETS: ReadonlyMap<SecurityType, string> = new Map(withCryptoMarket(Market.Bybit)).set(
  SecurityType.CryptoFuture,
  Market.Bybit,
);

/** Bybit: crypto and crypto futures, at 10:1 in a margin account; open spot orders cannot be changed. */
export class BybitBrokerageModel extends DefaultBrokerageModel {
  constructor(accountType: AccountType = AccountType.Cash) {
    super(accountType);
  }

  override get name(): string {
    return 'BybitBrokerageModel';
  }

  override get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return MARKETS;
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return cryptoBenchmark('BTCUSDC', Market.Bybit);
  }

  override get tradingDaysPerYear(): number {
    return 365;
  }

  override getLeverage(symbol: SecuritySymbol): Decimal {
    const isPlain = this.accountType === AccountType.Cash || symbol.securityType === SecurityType.Base;
    return isPlain ? Decimal.ONE : Decimal.fromInteger(10);
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    if (!TYPES.has(security.type)) return this.unsupportedSecurity(security);
    if (!ORDER_TYPES.has(order.type)) return this.unsupportedOrderType(order, ORDER_TYPES);
    return tooSmall(security, order.quantity);
  }

  override canUpdateOrder(security: Security, order: Order, request: UpdateOrderRequest): string | null {
    if (security.type !== SecurityType.CryptoFuture) {
      return `${this.name} cannot change spot orders; cancel and submit a new one`;
    }
    if (!UPDATABLE.has(order.status))
      return `${this.name} cannot change an order that is ${orderStatusName(order.status)}`;
    return request.quantity === null ? null : tooSmall(security, request.quantity);
  }

  protected override feeModel(symbol: SecuritySymbol): FeeModel {
    switch (symbol.securityType) {
      case SecurityType.Crypto:
        return new BybitFeeModel();
      case SecurityType.CryptoFuture:
        return new BybitFuturesFeeModel();
      default:
        return super.feeModel(symbol);
    }
  }

  protected override marginInterestModel(symbol: SecuritySymbol): MarginInterestRateModel | null {
    return symbol.securityType === SecurityType.CryptoFuture ? new FundingRateModel() : null;
  }
}
