import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { BinanceFeeModel } from '../securities/models/fees/binance-fee-model.ts';
import type { FeeModel } from '../securities/models/models.ts';
import type { Security } from '../securities/security.ts';
import { AccountType } from './account-type.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';
import { cryptoBenchmark, withCryptoMarket } from './crypto-markets.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';

const ORDER_TYPES: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.Market,
  OrderType.Limit,
  OrderType.StopLimit,
]);
const FUTURE_ORDER_TYPES: ReadonlySet<OrderType> = new Set<OrderType>([
  ...ORDER_TYPES,
  OrderType.StopMarket,
  OrderType.TrailingStop,
]);
const MARKETS = withCryptoMarket(Market.Binance);

/**
 * Binance: orders must be worth more than the pair's minimum in quote currency; open orders cannot be changed. Spot at 3:1,
 * futures at 25:1.
 */
export class BinanceBrokerageModel extends DefaultBrokerageModel {
  constructor(accountType: AccountType = AccountType.Cash) {
    super(accountType);
  }

  override get name(): string {
    return 'BinanceBrokerageModel';
  }

  override get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return MARKETS;
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return cryptoBenchmark('BTCUSDC', Market.Binance);
  }

  override get tradingDaysPerYear(): number {
    return 365;
  }

  override getLeverage(symbol: SecuritySymbol): Decimal {
    const isPlain = this.accountType === AccountType.Cash || symbol.securityType === SecurityType.Base;
    if (isPlain) return Decimal.ONE;
    return Decimal.fromInteger(symbol.securityType === SecurityType.CryptoFuture ? 25 : 3);
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    const isFuture = security.type === SecurityType.CryptoFuture;
    const supported = isFuture ? FUTURE_ORDER_TYPES : ORDER_TYPES;
    if (!supported.has(order.type)) return this.unsupportedOrderType(order, supported);
    if (order.type === OrderType.Market && !security.hasData) {
      return `${security.symbol.value} has no data yet; check security.hasData before ordering`;
    }
    const size = refusedValue(security, order, this.#price(security, order));
    if (size !== null) return size;
    if (order.type === OrderType.StopLimit) {
      const atStop = refusedValue(security, order, order.stopPrice);
      if (atStop !== null) return atStop;
    }
    return isFuture || security.type === SecurityType.Crypto ? null : this.unsupportedSecurity(security);
  }

  override canUpdateOrder(_security: Security, _order: Order, _request: UpdateOrderRequest): string | null {
    return `${this.name} cannot change orders; cancel and submit a new one`;
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new BinanceFeeModel();
  }

  #price(security: Security, order: Order): Decimal {
    if (order.type === OrderType.StopMarket || order.type === OrderType.TrailingStop) return order.stopPrice;
    if (order.type !== OrderType.Market) return order.limitPrice;
    return order.quantity.sign() > 0 ? security.exactAskPrice : security.exactBidPrice;
  }
}

function refusedValue(security: Security, order: Order, price: Decimal): string | null {
  const minimum = security.symbolProperties.minimumOrderSize;
  if (minimum === null || order.quantity.abs().times(price).gt(minimum)) return null;
  return `${security.symbol.value} orders must be worth more than ${minimum} ${security.quoteCurrency.symbol}, this one is ${order.quantity} at ${price}`;
}
