import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { BybitFeeModel } from '../securities/models/fees/bybit-fee-model.ts';
import type { FeeModel } from '../securities/models/models.ts';
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
const MARKETS: ReadonlyMap<SecurityType, string> = new Map(withCryptoMarket(Market.Bybit)).set(
  SecurityType.CryptoFuture,
  Market.Bybit,
);

/** Bybit spot: crypto, at 10:1 in a margin account; open orders cannot be changed. */
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
    const isTraded = security.type === SecurityType.Crypto || security.type === SecurityType.Base;
    if (!isTraded) return this.unsupportedSecurity(security);
    if (!ORDER_TYPES.has(order.type)) return this.unsupportedOrderType(order, ORDER_TYPES);
    return tooSmall(security, order.quantity);
  }

  override canUpdateOrder(_security: Security, _order: Order, _request: UpdateOrderRequest): string | null {
    return `${this.name} cannot change spot orders; cancel and submit a new one`;
  }

  protected override feeModel(symbol: SecuritySymbol): FeeModel {
    return symbol.securityType === SecurityType.Crypto ? new BybitFeeModel() : super.feeModel(symbol);
  }
}
