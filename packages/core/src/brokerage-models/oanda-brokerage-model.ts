import { LockstepError } from '../errors/lockstep-error.ts';
import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Order } from '../orders/order.ts';
import { OrderType } from '../orders/order-type.ts';
import { ConstantFeeModel } from '../securities/models/fees/constant-fee-model.ts';
import type { FeeModel, SettlementModel } from '../securities/models/models.ts';
import { AccountCurrencyImmediateSettlementModel } from '../securities/models/settlement/account-currency-immediate-settlement-model.ts';
import { ImmediateSettlementModel } from '../securities/models/settlement/immediate-settlement-model.ts';
import type { Security } from '../securities/security.ts';
import { AccountType } from './account-type.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';

const MARKETS: ReadonlyMap<SecurityType, string> = new Map<SecurityType, string>([
  [SecurityType.Base, Market.USA],
  [SecurityType.Equity, Market.USA],
  [SecurityType.Option, Market.USA],
  [SecurityType.Forex, Market.Oanda],
  [SecurityType.Cfd, Market.Oanda],
]);
const ORDER_TYPES: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.Limit,
  OrderType.Market,
  OrderType.StopMarket,
  OrderType.StopLimit,
]);

/** OANDA: a margin account for forex and CFD without commissions; orders are good till cancelled. */
export class OandaBrokerageModel extends DefaultBrokerageModel {
  /** @throws LockstepError `BROKERAGE_MODEL_INVALID` for a cash account */
  constructor(accountType: AccountType = AccountType.Margin) {
    super(accountType);
    if (accountType === AccountType.Cash) {
      throw new LockstepError('BROKERAGE_MODEL_INVALID', 'OANDA has no cash accounts. Use AccountType.Margin.');
    }
  }

  override get name(): string {
    return 'OandaBrokerageModel';
  }

  override get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return MARKETS;
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return { kind: 'security', ticker: 'EURUSD', securityType: SecurityType.Forex, market: Market.Oanda };
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    if (security.type !== SecurityType.Forex && security.type !== SecurityType.Cfd)
      return this.unsupportedSecurity(security);
    if (!ORDER_TYPES.has(order.type)) return this.unsupportedOrderType(order, ORDER_TYPES);
    return order.timeInForce.kind === 'GTC' ? null : this.unsupportedTimeInForce(order);
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new ConstantFeeModel(0);
  }

  protected override settlementModel(symbol: SecuritySymbol): SettlementModel {
    const isCfd = symbol.securityType === SecurityType.Cfd;
    return isCfd ? new AccountCurrencyImmediateSettlementModel() : new ImmediateSettlementModel();
  }
}
