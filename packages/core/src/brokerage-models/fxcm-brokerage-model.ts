import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { FxcmFeeModel } from '../securities/models/fees/fxcm-fee-model.ts';
import type { FeeModel, SettlementModel } from '../securities/models/models.ts';
import { AccountCurrencyImmediateSettlementModel } from '../securities/models/settlement/account-currency-immediate-settlement-model.ts';
import { ImmediateSettlementModel } from '../securities/models/settlement/immediate-settlement-model.ts';
import type { Security } from '../securities/security.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';

const MARKETS: ReadonlyMap<SecurityType, string> = new Map<SecurityType, string>([
  [SecurityType.Base, Market.USA],
  [SecurityType.Equity, Market.USA],
  [SecurityType.Option, Market.USA],
  [SecurityType.Forex, Market.FXCM],
  [SecurityType.Cfd, Market.FXCM],
]);
const ORDER_TYPES: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.Limit,
  OrderType.Market,
  OrderType.StopMarket,
]);
const TWO = Decimal.fromInteger(2);
/** 15,000 pips of ten ticks each. */
const LARGEST_DISTANCE_TICKS = Decimal.fromInteger(150_000);

/** FXCM: forex and CFD; limit and stop prices must lie on their side of the market and not too far from it. */
export class FxcmBrokerageModel extends DefaultBrokerageModel {
  override get name(): string {
    return 'FxcmBrokerageModel';
  }

  override get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return MARKETS;
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return { kind: 'security', ticker: 'EURUSD', securityType: SecurityType.Forex, market: Market.FXCM };
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    if (security.type !== SecurityType.Forex && security.type !== SecurityType.Cfd)
      return this.unsupportedSecurity(security);
    if (!ORDER_TYPES.has(order.type)) return this.unsupportedOrderType(order, ORDER_TYPES);
    const lots = refusedLots(security, order.quantity);
    if (lots !== null) return lots;
    const buys = order.quantity.sign() > 0;
    if (order.type === OrderType.Limit) return refusedPrice(security, order.type, buys, order.limitPrice);
    if (order.type === OrderType.StopMarket) return refusedPrice(security, order.type, buys, order.stopPrice);
    return order.timeInForce.kind === 'GTC' ? null : this.unsupportedTimeInForce(order);
  }

  override canUpdateOrder(security: Security, order: Order, request: UpdateOrderRequest): string | null {
    const lots = request.quantity === null ? null : refusedLots(security, request.quantity);
    if (lots !== null) return lots;
    const buys = (request.quantity ?? order.quantity).sign() > 0;
    const price = order.type === OrderType.Limit ? request.limitPrice : request.stopPrice;
    return refusedPrice(security, order.type, buys, price ?? security.exactPrice);
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new FxcmFeeModel();
  }

  protected override settlementModel(symbol: SecuritySymbol): SettlementModel {
    const isCfd = symbol.securityType === SecurityType.Cfd;
    return isCfd ? new AccountCurrencyImmediateSettlementModel() : new ImmediateSettlementModel();
  }
}

function refusedLots(security: Security, quantity: Decimal): string | null {
  const lot = security.symbolProperties.lotSize;
  return quantity.remainder(lot).isZero() ? null : `The quantity must be a multiple of ${lot}, but is ${quantity}`;
}

/** Why a limit or stop price is refused, or null. Other types are not looked at. */
function refusedPrice(security: Security, type: OrderType, buys: boolean, price: Decimal): string | null {
  if (type !== OrderType.Limit && type !== OrderType.StopMarket) return null;
  const market = security.exactPrice;
  const belongsBelow = (type === OrderType.Limit) === buys;
  if (belongsBelow ? price.gt(market) : price.lt(market)) {
    return `Buy limits and sell stops must not be above the market, sell limits and buy stops not below: ${price} at ${market}`;
  }
  const reach = Decimal.min(
    security.symbolProperties.minimumPriceVariation.times(LARGEST_DISTANCE_TICKS),
    market.dividedBy(TWO),
  );
  const isFar = belongsBelow ? price.lt(market.minus(reach)) : price.gt(market.plus(reach));
  return isFar ? `The price ${price} is more than ${reach} from the market at ${market}` : null;
}
