import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Order } from '../orders/order.ts';
import { OrderType } from '../orders/order-type.ts';
import { AlpacaFeeModel } from '../securities/models/fees/alpaca-fee-model.ts';
import type { FeeModel } from '../securities/models/models.ts';
import type { Security } from '../securities/security.ts';
import { MS_PER_HOUR } from '../time/resolution.ts';
import { AccountType } from './account-type.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';
import { refusedCrossing, refusedMarketOnOpen } from './order-checks.ts';
import { orderTypeName } from './order-type-name.ts';

const ORDER_TYPES: ReadonlyMap<SecurityType, ReadonlySet<OrderType>> = new Map<SecurityType, ReadonlySet<OrderType>>([
  [
    SecurityType.Equity,
    new Set<OrderType>([
      OrderType.Market,
      OrderType.Limit,
      OrderType.StopMarket,
      OrderType.StopLimit,
      OrderType.TrailingStop,
      OrderType.MarketOnOpen,
      OrderType.MarketOnClose,
    ]),
  ],
  [SecurityType.Option, new Set<OrderType>([OrderType.Market, OrderType.Limit])],
  [SecurityType.Crypto, new Set<OrderType>([OrderType.Market, OrderType.Limit, OrderType.StopLimit])],
]);
const MARKET_ON_OPEN: ReadonlySet<SecurityType> = new Set<SecurityType>([SecurityType.Equity]);
const MARKET_ON_OPEN_FROM = 19 * MS_PER_HOUR;

/** Alpaca: a margin account for US equities and crypto without equity commissions. */
export class AlpacaBrokerageModel extends DefaultBrokerageModel {
  constructor() {
    super(AccountType.Margin);
  }

  override get name(): string {
    return 'AlpacaBrokerageModel';
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    const supported = ORDER_TYPES.get(security.type);
    if (supported === undefined) return this.unsupportedSecurity(security);
    if (!supported.has(order.type)) return this.unsupportedOrderType(order, supported);
    const isDayLimit = order.type === OrderType.Limit && order.timeInForce.kind === 'Day';
    if (order.properties.outsideRegularTradingHours === true && !isDayLimit) {
      return `${this.name} takes Day Limit orders only outside regular hours, not ${order.timeInForce.kind} ${orderTypeName(order.type)} orders`;
    }
    return (
      refusedCrossing(this.name, security, order) ??
      refusedMarketOnOpen(security, order, MARKET_ON_OPEN, () => MARKET_ON_OPEN_FROM)
    );
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new AlpacaFeeModel();
  }
}
