import type { Cash } from '../currencies/cash.ts';
import type { CashBook } from '../currencies/cash-book.ts';
import type { SubscriptionDataConfig } from '../data/subscription-data-config.ts';
import { BarField } from '../market/bar-field.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { TickType } from '../market/tick-type.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import { OrderType } from '../orders/order-type.ts';
import type { SymbolProperties } from '../symbol-properties/symbol-properties.ts';
import { Resolution } from '../time/resolution.ts';
import type { UtcClock } from '../time/utc-clock.ts';
import type {
  BuyingPowerModel,
  FeeModel,
  FillModel,
  MarginInterestRateModel,
  SettlementModel,
  ShortableProvider,
  SlippageModel,
} from './models/models.ts';
import { SecurityCache } from './security-cache.ts';
import type { SecurityExchange } from './security-exchange.ts';
import { SecurityHolding } from './security-holding.ts';

/** The replaceable models of a security. */
export interface SecurityModels {
  readonly fee: FeeModel;
  readonly fill: FillModel;
  readonly slippage: SlippageModel;
  readonly buyingPower: BuyingPowerModel;
  readonly settlement: SettlementModel;
  readonly shortable: ShortableProvider;
  readonly marginInterest: MarginInterestRateModel | null;
}

/** A tradable instrument of a run: its data, position, exchange and models. */
export class Security {
  readonly symbol: SecuritySymbol;
  readonly symbolProperties: SymbolProperties;
  readonly exchange: SecurityExchange;
  readonly quoteCurrency: Cash;
  /** Bought and sold against the quote currency (forex, crypto); null for other types. */
  readonly baseCurrency: Cash | null;
  readonly cache: SecurityCache;
  readonly holdings: SecurityHolding;
  readonly lotSizeNumber: number;
  readonly contractMultiplierNumber: number;
  feeModel: FeeModel;
  fillModel: FillModel;
  slippageModel: SlippageModel;
  buyingPowerModel: BuyingPowerModel;
  settlementModel: SettlementModel;
  shortableProvider: ShortableProvider;
  marginInterestModel: MarginInterestRateModel | null;
  isTradable = true;
  isDelisted = false;
  /** The strategy's own subscriptions, in the order in which they were added. */
  readonly subscriptions: SubscriptionDataConfig[] = [];
  readonly #cashBook: CashBook;
  readonly #clock: UtcClock;

  constructor(options: {
    readonly symbol: SecuritySymbol;
    readonly symbolProperties: SymbolProperties;
    readonly exchange: SecurityExchange;
    readonly quoteCurrency: Cash;
    readonly baseCurrency: Cash | null;
    readonly cashBook: CashBook;
    readonly clock: UtcClock;
    readonly models: SecurityModels;
  }) {
    this.symbol = options.symbol;
    this.symbolProperties = options.symbolProperties;
    this.exchange = options.exchange;
    this.quoteCurrency = options.quoteCurrency;
    this.baseCurrency = options.baseCurrency;
    this.cache = new SecurityCache(options.symbol.securityType !== SecurityType.Equity);
    this.lotSizeNumber = options.symbolProperties.lotSize.toNumber();
    this.contractMultiplierNumber = options.symbolProperties.contractMultiplier.toNumber();
    this.feeModel = options.models.fee;
    this.fillModel = options.models.fill;
    this.slippageModel = options.models.slippage;
    this.buyingPowerModel = options.models.buyingPower;
    this.settlementModel = options.models.settlement;
    this.shortableProvider = options.models.shortable;
    this.marginInterestModel = options.models.marginInterest;
    this.holdings = new SecurityHolding(this);
    this.#cashBook = options.cashBook;
    this.#clock = options.clock;
  }

  get type(): SecurityType {
    return this.symbol.securityType;
  }

  /** Some price has been seen. */
  get hasData(): boolean {
    return this.cache.hasData;
  }

  /** Last price: the trade close, for forex and CFD the middle of the quote; 0 before the first. */
  get price(): number {
    const { cache } = this;
    const { trade } = cache;
    const isTradePrice = trade !== null && (!cache.quoteIsPrimary || this.type === SecurityType.Crypto);
    return isTradePrice ? trade.close[cache.tradeRow]! : cache.close;
  }

  get exactPrice(): Decimal {
    const cache = this.cache;
    if (cache.quoteIsPrimary && this.type === SecurityType.Crypto && cache.trade !== null) {
      return cache.exactTrade(BarField.Close);
    }
    return cache.exact(BarField.Close);
  }

  get open(): number {
    return this.cache.open;
  }

  get high(): number {
    return this.cache.high;
  }

  get low(): number {
    return this.cache.low;
  }

  get close(): number {
    return this.cache.close;
  }

  get volume(): number {
    return this.cache.volume;
  }

  /** Best bid, or the price where no bid is known. */
  get bidPrice(): number {
    const bid = this.cache.bidPrice;
    return bid === 0 ? this.price : bid;
  }

  get askPrice(): number {
    const ask = this.cache.askPrice;
    return ask === 0 ? this.price : ask;
  }

  get exactBidPrice(): Decimal {
    const bid = this.cache.exactBidPrice;
    return bid.isZero() ? this.exactPrice : bid;
  }

  get exactAskPrice(): Decimal {
    const ask = this.cache.exactAskPrice;
    return ask.isZero() ? this.exactPrice : ask;
  }

  get bidSize(): number {
    return this.cache.bidSize;
  }

  get askSize(): number {
    return this.cache.askSize;
  }

  get leverage(): number {
    return this.buyingPowerModel.getLeverage(this).toNumber();
  }

  setLeverage(leverage: number): void {
    this.buyingPowerModel.setLeverage(this, Decimal.fromNumber(leverage));
  }

  /** Wall-clock time at the exchange, as epoch ms. */
  get localTimeMs(): number {
    return this.exchange.localTimeMs;
  }

  get invested(): boolean {
    return this.holdings.invested;
  }

  /** Replaces all models, as another brokerage model brings them. */
  applyModels(models: SecurityModels): void {
    this.feeModel = models.fee;
    this.fillModel = models.fill;
    this.slippageModel = models.slippage;
    this.buyingPowerModel = models.buyingPower;
    this.settlementModel = models.settlement;
    this.shortableProvider = models.shortable;
    this.marginInterestModel = models.marginInterest;
  }

  setFeeModel(model: FeeModel): void {
    this.feeModel = model;
  }

  setFillModel(model: FillModel): void {
    this.fillModel = model;
  }

  setSlippageModel(model: SlippageModel): void {
    this.slippageModel = model;
  }

  setBuyingPowerModel(model: BuyingPowerModel): void {
    this.buyingPowerModel = model;
  }

  setSettlementModel(model: SettlementModel): void {
    this.settlementModel = model;
  }

  setShortableProvider(provider: ShortableProvider): void {
    this.shortableProvider = provider;
  }

  /** Fee, in account currency, of a market order of so many units at the present price. */
  estimateMarketOrderFee(quantity: Decimal): Decimal {
    const order = new Order({
      id: 0,
      type: OrderType.Market,
      symbol: this.symbol,
      quantity,
      timeMs: this.#clock.utcNow(),
      tag: '',
    });
    const fee = this.feeModel.getOrderFee(this, order);
    return fee.amount.isZero() ? fee.amount : this.#cashBook.convertToAccountCurrency(fee.amount, fee.currency);
  }

  /** The ticker. */
  toString(): string {
    return this.symbol.value;
  }

  /** Every subscription is daily. False without any. */
  get isDailyOnly(): boolean {
    return (
      this.subscriptions.length > 0 && this.subscriptions.every((config) => config.resolution === Resolution.Daily)
    );
  }

  /** Every subscription is hourly or daily: prices may be much older than the engine's time. */
  get isCoarse(): boolean {
    return this.subscriptions.every((config) => config.resolution >= Resolution.Hour);
  }

  /** Shortest bar subscribed, in ms; 0 with ticks. */
  get finestIncrementMs(): number {
    let finest = Number.POSITIVE_INFINITY;
    for (const config of this.subscriptions) finest = Math.min(finest, config.incrementMs);
    return finest;
  }

  get hasExtendedHours(): boolean {
    return this.subscriptions.some((config) => config.extendedMarketHours);
  }

  subscribes(tickType: TickType): boolean {
    return this.subscriptions.some((config) => config.tickType === tickType);
  }
}
