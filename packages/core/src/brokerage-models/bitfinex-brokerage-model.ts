import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { BitfinexFeeModel } from '../securities/models/fees/bitfinex-fee-model.ts';
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
  OrderType.StopLimit,
]);
const MARKETS = withCryptoMarket(Market.Bitfinex);
const LARGEST_LEVERAGE = Decimal.parse('3.3');

/** Bitfinex: crypto at 3.3:1. */
export class BitfinexBrokerageModel extends DefaultBrokerageModel {
  override get name(): string {
    return 'BitfinexBrokerageModel';
  }

  override get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return MARKETS;
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return cryptoBenchmark('BTCUSD', Market.Bitfinex);
  }

  override get tradingDaysPerYear(): number {
    return 365;
  }

  override getLeverage(symbol: SecuritySymbol): Decimal {
    const borrows = this.accountType === AccountType.Margin && symbol.securityType === SecurityType.Crypto;
    return borrows ? LARGEST_LEVERAGE : Decimal.ONE;
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    const size = tooSmall(security, order.quantity);
    if (size !== null) return size;
    if (security.type !== SecurityType.Crypto) return this.unsupportedSecurity(security);
    return ORDER_TYPES.has(order.type) ? null : this.unsupportedOrderType(order, ORDER_TYPES);
  }

  override canUpdateOrder(security: Security, _order: Order, request: UpdateOrderRequest): string | null {
    return request.quantity === null ? null : tooSmall(security, request.quantity);
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new BitfinexFeeModel();
  }
}
