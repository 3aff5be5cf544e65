import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { AxosFeeModel } from '../securities/models/fees/axos-fee-model.ts';
import type { FeeModel, ShortableProvider } from '../securities/models/models.ts';
import { LocalDiskShortableProvider } from '../securities/models/shortable/local-disk-shortable-provider.ts';
import type { Security } from '../securities/security.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';

const ORDER_TYPES: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.Limit,
  OrderType.Market,
  OrderType.MarketOnClose,
]);
const MARKETS: ReadonlyMap<SecurityType, string> = new Map([[SecurityType.Equity, Market.USA]]);

/** Axos Clearing: whole US shares at a fee a share, compared with no benchmark. */
export class AxosBrokerageModel extends DefaultBrokerageModel {
  override get name(): string {
    return 'AxosClearingBrokerageModel';
  }

  override get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return MARKETS;
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return { kind: 'constant', value: 0 };
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    if (security.type !== SecurityType.Equity) return this.unsupportedSecurity(security);
    if (!ORDER_TYPES.has(order.type)) return this.unsupportedOrderType(order, ORDER_TYPES);
    const isWhole = order.quantity.equals(order.quantity.truncate());
    return isWhole ? null : `${this.name} takes orders of whole shares, not of ${order.quantity}`;
  }

  override canUpdateOrder(_security: Security, _order: Order, _request: UpdateOrderRequest): string | null {
    return null;
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new AxosFeeModel();
  }

  protected override shortableProvider(symbol: SecuritySymbol): ShortableProvider {
    return symbol.securityType === SecurityType.Equity
      ? new LocalDiskShortableProvider('axos')
      : super.shortableProvider(symbol);
  }
}
