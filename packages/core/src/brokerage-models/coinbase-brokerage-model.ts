import { LockstepError } from '../errors/lockstep-error.ts';
import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderStatus, orderStatusName } from '../orders/order-status.ts';
import { OrderType } from '../orders/order-type.ts';
import { CashBuyingPowerModel } from '../securities/models/buying-power/cash-buying-power-model.ts';
import { CoinbaseFeeModel } from '../securities/models/fees/coinbase-fee-model.ts';
import type { BuyingPowerModel, FeeModel } from '../securities/models/models.ts';
import type { Security } from '../securities/security.ts';
import { daysFromCivil } from '../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR } from '../time/resolution.ts';
import { AccountType } from './account-type.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';
import { cryptoBenchmark, withCryptoMarket } from './crypto-markets.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';
import { tooSmall } from './order-checks.ts';

const ORDER_TYPES: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.Market,
  OrderType.Limit,
  OrderType.StopLimit,
  OrderType.StopMarket,
]);
const MARKETS = withCryptoMarket(Market.Coinbase);
/** Stop-market orders submitted from this instant on are refused. */
const STOP_MARKET_END_MS = daysFromCivil(2019, 3, 23) * MS_PER_DAY + MS_PER_HOUR;

/** Coinbase: a cash account for crypto. */
export class CoinbaseBrokerageModel extends DefaultBrokerageModel {
  /** @throws LockstepError `BROKERAGE_MODEL_INVALID` for a margin account */
  constructor(accountType: AccountType = AccountType.Cash) {
    super(accountType);
    if (accountType === AccountType.Margin) {
      throw new LockstepError(
        'BROKERAGE_MODEL_INVALID',
        'Coinbase has no margin accounts. Use setBrokerageModel(BrokerageName.Coinbase, AccountType.Cash).',
      );
    }
  }

  override get name(): string {
    return 'CoinbaseBrokerageModel';
  }

  override get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return MARKETS;
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return cryptoBenchmark('BTCUSD', Market.Coinbase);
  }

  override get tradingDaysPerYear(): number {
    return 365;
  }

  override getLeverage(_symbol: SecuritySymbol): Decimal {
    return Decimal.ONE;
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    const size = tooSmall(security, order.quantity);
    if (size !== null) return size;
    if (security.type !== SecurityType.Crypto) return this.unsupportedSecurity(security);
    if (!ORDER_TYPES.has(order.type)) return this.unsupportedOrderType(order, ORDER_TYPES);
    if (order.type === OrderType.StopMarket && order.timeMs >= STOP_MARKET_END_MS) {
      return `${this.name} takes no StopMarket orders since 2019-03-23 01:00 UTC; use StopLimit`;
    }
    return null;
  }

  override canUpdateOrder(security: Security, order: Order, request: UpdateOrderRequest): string | null {
    if (order.type !== OrderType.Limit) return `${this.name} changes Limit orders only`;
    if (order.timeInForce.kind !== 'GTC') return `${this.name} changes only orders that are good till cancelled`;
    if (!isWorking(order.status)) return `An order that is ${orderStatusName(order.status)} cannot be changed`;
    return request.quantity === null ? null : tooSmall(security, request.quantity);
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new CoinbaseFeeModel();
  }

  protected override buyingPowerModel(_symbol: SecuritySymbol): BuyingPowerModel {
    return new CashBuyingPowerModel();
  }
}

function isWorking(status: OrderStatus): boolean {
  return (
    status === OrderStatus.New ||
    status === OrderStatus.PartiallyFilled ||
    status === OrderStatus.Submitted ||
    status === OrderStatus.UpdateSubmitted
  );
}
