import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { TradeStationFeeModel } from '../securities/models/fees/trade-station-fee-model.ts';
import type { FeeModel } from '../securities/models/models.ts';
import type { Security } from '../securities/security.ts';
import { MS_PER_HOUR, MS_PER_MINUTE } from '../time/resolution.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';
import { crossesZero, refusedCrossing, refusedMarketOnOpen } from './order-checks.ts';

const SECURITY_TYPES: ReadonlySet<SecurityType> = new Set<SecurityType>([
  SecurityType.Equity,
  SecurityType.Option,
  SecurityType.Future,
  SecurityType.IndexOption,
]);
const ORDER_TYPES: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.Market,
  OrderType.Limit,
  OrderType.StopMarket,
  OrderType.StopLimit,
  OrderType.MarketOnOpen,
  OrderType.MarketOnClose,
  OrderType.TrailingStop,
]);
const MARKET_ON_OPEN: ReadonlySet<SecurityType> = new Set<SecurityType>([
  SecurityType.Equity,
  SecurityType.Option,
  SecurityType.IndexOption,
]);
const MARKET_ON_OPEN_FROM = 6 * MS_PER_HOUR;

/** TradeStation: US equities without commission for residents; outside regular hours only limit orders for equities. */
export class TradeStationBrokerageModel extends DefaultBrokerageModel {
  override get name(): string {
    return 'TradeStationBrokerageModel';
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    const isPlainLimit = order.type === OrderType.Limit && security.type === SecurityType.Equity;
    if (order.properties.outsideRegularTradingHours === true && !isPlainLimit) {
      return `${this.name} takes orders outside regular hours only as limit orders for equities`;
    }
    if (!SECURITY_TYPES.has(security.type)) return this.unsupportedSecurity(security);
    if (!ORDER_TYPES.has(order.type)) return this.unsupportedOrderType(order, ORDER_TYPES);
    return (
      refusedCrossing(this.name, security, order) ??
      refusedMarketOnOpen(security, order, MARKET_ON_OPEN, () => MARKET_ON_OPEN_FROM, MS_PER_MINUTE) ??
      super.canSubmitOrder(security, order)
    );
  }

  /** An order that turns a position around keeps its quantity. */
  override canUpdateOrder(security: Security, order: Order, request: UpdateOrderRequest): string | null {
    const keeps = request.quantity === null || request.quantity.equals(order.quantity);
    if (keeps || !crossesZero(security.holdings.exactQuantity, order.quantity)) return null;
    return `${this.name} cannot change the quantity of an order that turns a position around`;
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new TradeStationFeeModel();
  }
}
