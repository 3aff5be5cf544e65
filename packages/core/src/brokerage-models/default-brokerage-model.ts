import { Market } from '../market/market.ts';
import { SecurityType, securityTypeName } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { CashBuyingPowerModel } from '../securities/models/buying-power/cash-buying-power-model.ts';
import { CryptoFutureMarginModel } from '../securities/models/buying-power/crypto-future-margin-model.ts';
import { SecurityMarginModel } from '../securities/models/buying-power/security-margin-model.ts';
import { ConstantFeeModel } from '../securities/models/fees/constant-fee-model.ts';
import { InteractiveBrokersFeeModel } from '../securities/models/fees/interactive-brokers-fee-model.ts';
import { EquityFillModel } from '../securities/models/fills/equity-fill-model.ts';
import { ImmediateFillModel } from '../securities/models/fills/immediate-fill-model.ts';
import type {
  BuyingPowerModel,
  FeeModel,
  FillModel,
  MarginInterestRateModel,
  SettlementModel,
  ShortableProvider,
  SlippageModel,
} from '../securities/models/models.ts';
import { DelayedSettlementModel } from '../securities/models/settlement/delayed-settlement-model.ts';
import { ImmediateSettlementModel } from '../securities/models/settlement/immediate-settlement-model.ts';
import { NullShortableProvider } from '../securities/models/shortable/null-shortable-provider.ts';
import { NullSlippageModel } from '../securities/models/slippage/null-slippage-model.ts';
import type { Security } from '../securities/security.ts';
import type { SecurityModels } from '../securities/security-models.ts';
import { AccountType } from './account-type.ts';
import type { BrokerageModel, DefaultBenchmark, SplitOutcome } from './brokerage-model.ts';
import { hasLimitPrice, hasStopPrice, orderTypeName, orderTypeNames } from './order-type-name.ts';

/** US equities settle a trading day after the trade, at 6:00 in the exchange's zone. */
const SETTLEMENT_DAYS = 1;
const SETTLEMENT_HOUR = 6;

/** Market by security type where a broker has no own. */
export const DEFAULT_MARKETS: ReadonlyMap<SecurityType, string> = new Map<SecurityType, string>([
  [SecurityType.Base, Market.USA],
  [SecurityType.Equity, Market.USA],
  [SecurityType.Option, Market.USA],
  [SecurityType.Future, 'cme'],
  [SecurityType.FutureOption, 'cme'],
  [SecurityType.Forex, Market.Oanda],
  [SecurityType.Cfd, Market.Oanda],
  [SecurityType.Crypto, Market.Coinbase],
  [SecurityType.CryptoFuture, Market.Binance],
  [SecurityType.Index, Market.USA],
  [SecurityType.IndexOption, Market.USA],
]);

/** Takes every order. Equities pay Interactive Brokers' commission, other types none. Other brokers derive from it. */
export class DefaultBrokerageModel implements BrokerageModel {
  readonly accountType: AccountType;

  constructor(accountType: AccountType = AccountType.Margin) {
    this.accountType = accountType;
  }

  get name(): string {
    return 'DefaultBrokerageModel';
  }

  get requiredFreeBuyingPowerPercent(): Decimal {
    return Decimal.ZERO;
  }

  get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return DEFAULT_MARKETS;
  }

  get defaultBenchmark(): DefaultBenchmark {
    return { kind: 'security', ticker: 'SPY', securityType: SecurityType.Equity, market: Market.USA };
  }

  get tradingDaysPerYear(): number {
    return 252;
  }

  canSubmitOrder(security: Security, order: Order): string | null {
    const isFuture = security.type === SecurityType.Future || security.type === SecurityType.FutureOption;
    if (!isFuture || order.type !== OrderType.MarketOnOpen) return null;
    return 'Futures and their options take no MarketOnOpen orders';
  }

  canUpdateOrder(_security: Security, _order: Order, _request: UpdateOrderRequest): string | null {
    return null;
  }

  canExecuteOrder(_security: Security, _order: Order): boolean {
    return true;
  }

  /** Keeps the value of the order: fewer units at higher prices, or more at lower. Units are cut to whole ones. */
  applySplit(order: Order, splitFactor: Decimal): SplitOutcome {
    const trails = order.type === OrderType.TrailingStop && !order.trailingAsPercentage;
    return {
      kind: 'update',
      quantity: order.quantity.dividedBy(splitFactor).truncate(),
      limitPrice: hasLimitPrice(order) ? order.limitPrice.times(splitFactor) : null,
      stopPrice: hasStopPrice(order) ? order.stopPrice.times(splitFactor) : null,
      triggerPrice: order.type === OrderType.LimitIfTouched ? order.triggerPrice.times(splitFactor) : null,
      trailingAmount: trails ? order.trailingAmount.times(splitFactor) : null,
    };
  }

  getLeverage(symbol: SecuritySymbol): Decimal {
    if (this.accountType === AccountType.Cash) return Decimal.ONE;
    switch (symbol.securityType) {
      case SecurityType.Equity:
        return Decimal.fromInteger(2);
      case SecurityType.Forex:
      case SecurityType.Cfd:
        return Decimal.fromInteger(50);
      case SecurityType.CryptoFuture:
        return Decimal.fromInteger(25);
      default:
        return Decimal.ONE;
    }
  }

  modelsFor(symbol: SecuritySymbol): SecurityModels {
    return {
      fee: this.feeModel(symbol),
      fill: this.fillModel(symbol),
      slippage: this.slippageModel(symbol),
      buyingPower: this.buyingPowerModel(symbol),
      settlement: this.settlementModel(symbol),
      shortable: this.shortableProvider(symbol),
      marginInterest: this.marginInterestModel(symbol),
    };
  }

  protected feeModel(symbol: SecuritySymbol): FeeModel {
    return symbol.securityType === SecurityType.Equity ? new InteractiveBrokersFeeModel() : new ConstantFeeModel(0);
  }

  protected fillModel(symbol: SecuritySymbol): FillModel {
    return symbol.securityType === SecurityType.Equity ? new EquityFillModel() : new ImmediateFillModel();
  }

  protected slippageModel(_symbol: SecuritySymbol): SlippageModel {
    return NullSlippageModel.instance;
  }

  protected buyingPowerModel(symbol: SecuritySymbol): BuyingPowerModel {
    const isPair = symbol.securityType === SecurityType.Crypto || symbol.securityType === SecurityType.Forex;
    if (isPair && this.accountType === AccountType.Cash) return new CashBuyingPowerModel();
    if (symbol.securityType === SecurityType.CryptoFuture) return new CryptoFutureMarginModel(this.getLeverage(symbol));
    return new SecurityMarginModel(this.getLeverage(symbol), this.requiredFreeBuyingPowerPercent);
  }

  protected settlementModel(symbol: SecuritySymbol): SettlementModel {
    const isDelayed = this.accountType === AccountType.Cash && symbol.securityType === SecurityType.Equity;
    return isDelayed ? new DelayedSettlementModel(SETTLEMENT_DAYS, SETTLEMENT_HOUR) : new ImmediateSettlementModel();
  }

  protected shortableProvider(_symbol: SecuritySymbol): ShortableProvider {
    return NullShortableProvider.instance;
  }

  protected marginInterestModel(_symbol: SecuritySymbol): MarginInterestRateModel | null {
    return null;
  }

  /** Why a security type is refused. */
  protected unsupportedSecurity(security: Security): string {
    return `${this.name} does not trade ${securityTypeName(security.type)} securities`;
  }

  /** Why an order type is refused. */
  protected unsupportedOrderType(order: Order, supported: ReadonlySet<OrderType>): string {
    return `${this.name} takes no ${orderTypeName(order.type)} orders, only ${orderTypeNames(supported)}`;
  }

  /** Why a time in force is refused. */
  protected unsupportedTimeInForce(order: Order): string {
    return `${this.name} takes no orders with the time in force ${order.timeInForce.kind}`;
  }
}
