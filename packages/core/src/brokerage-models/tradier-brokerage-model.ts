import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { ConstantFeeModel } from '../securities/models/fees/constant-fee-model.ts';
import type { FeeModel } from '../securities/models/models.ts';
import type { Security } from '../securities/security.ts';
import { dayOf } from '../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from '../time/resolution.ts';
import type { SplitOutcome } from './brokerage-model.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';
import { refusedCrossing } from './order-checks.ts';

const ORDER_TYPES: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.Limit,
  OrderType.Market,
  OrderType.StopMarket,
  OrderType.StopLimit,
]);
const LEAST_UNITS = Decimal.ONE;
const MOST_UNITS = Decimal.fromInteger(10_000_000);
const SHORT_SALE_FLOOR = Decimal.fromInteger(5);
/** Sessions outside regular hours, as times of day in New York. */
const EXTENDED_SESSIONS = [
  [4 * MS_PER_HOUR, 9 * MS_PER_HOUR + 24 * MS_PER_MINUTE],
  [16 * MS_PER_HOUR, 19 * MS_PER_HOUR + 55 * MS_PER_MINUTE],
] as const;

/** Tradier: equities without commission; short sales only as Day orders above 5 USD; reverse splits cancel open orders. */
export class TradierBrokerageModel extends DefaultBrokerageModel {
  override get name(): string {
    return 'TradierBrokerageModel';
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    if (!ORDER_TYPES.has(order.type)) return this.unsupportedOrderType(order, ORDER_TYPES);
    const isTraded = security.type === SecurityType.Equity || security.type === SecurityType.Option;
    if (!isTraded) return this.unsupportedSecurity(security);
    if (order.timeInForce.kind === 'GTD') return this.unsupportedTimeInForce(order);
    if (security.holdings.exactQuantity.plus(order.quantity).sign() < 0) {
      if (order.timeInForce.kind === 'GTC') return `${this.name} takes short sales as Day orders only`;
      if (security.exactPrice.lt(SHORT_SALE_FLOOR)) return `${this.name} takes no short sales below 5 USD`;
    }
    const size = order.quantity.abs();
    if (size.lt(LEAST_UNITS) || size.gt(MOST_UNITS)) return `${this.name} takes orders of 1 to 10,000,000 units`;
    if (order.properties.outsideRegularTradingHours === true && !this.canExecuteOrder(security, order)) {
      return `${this.name} takes orders outside regular hours only as equity limit orders during an extended session`;
    }
    return refusedCrossing(this.name, security, order);
  }

  /** Quantities of open orders are fixed. */
  override canUpdateOrder(_security: Security, order: Order, request: UpdateOrderRequest): string | null {
    const keeps = request.quantity === null || request.quantity.equals(order.quantity);
    return keeps ? null : `${this.name} cannot change the quantity of an order`;
  }

  /** In regular hours; outside only limit orders for equities that ask for it, during an extended session. */
  override canExecuteOrder(security: Security, order: Order): boolean {
    if (security.exchange.exchangeOpen) return true;
    const asksForIt = order.properties.outsideRegularTradingHours === true;
    if (!asksForIt || order.type !== OrderType.Limit || security.type !== SecurityType.Equity) return false;
    const localNow = security.localTimeMs;
    const time = localNow - dayOf(localNow) * MS_PER_DAY;
    return EXTENDED_SESSIONS.some(([start, end]) => time >= start && time < end);
  }

  override applySplit(order: Order, splitFactor: Decimal): SplitOutcome {
    if (splitFactor.lte(Decimal.ONE)) return super.applySplit(order, splitFactor);
    return { kind: 'cancel', tag: 'Tradier Brokerage cancels open orders on reverse split symbols' };
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new ConstantFeeModel(0);
  }
}
