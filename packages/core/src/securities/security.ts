import type { Cash } from '../currencies/cash.ts';
import type { CashBook } from '../currencies/cash-book.ts';
import type { SubscriptionDataConfig } from '../data/subscription-data-config.ts';
import { LockstepError } from '../errors/lockstep-error.ts';
import { shownValue } from '../errors/shown-value.ts';
import { BarField } from '../market/bar-field.ts';
import type { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import { Fundamental } from '../market/fundamental.ts';
import type { MarginInterestRate } from '../market/margin-interest-rate.ts';
import type { QuoteBar } from '../market/quote-bar.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { TickType } from '../market/tick-type.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import { isOrderNumber } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import type { SymbolProperties } from '../symbol-properties/symbol-properties.ts';
import { Resolution } from '../time/resolution.ts';
import type { UtcClock } from '../time/utc-clock.ts';
import type {
  BuyingPowerModel,
  FeeModel,
  FillModel,
  MarginInterestRateModel,
  SecurityDataFilter,
  SettlementModel,
  ShortableProvider,
  SlippageModel,
  VolatilityModel,
} from './models/models.ts';
import { NullVolatilityModel } from './models/volatility/null-volatility-model.ts';
import { SecurityCache } from './security-cache.ts';
import type { SecurityExchange } from './security-exchange.ts';
import { SecurityHolding } from './security-holding.ts';
import type { SecurityModels } from './security-models.ts';
import type { SecurityOptions } from './security-options.ts';
import { Session } from './session.ts';

/** A tradable instrument of a run: its data, position, exchange and models. */
export class Security {
  /** Identity and ticker. */
  readonly symbol: SecuritySymbol;
  /** Lot size, price step, contract multiplier and quote currency. */
  readonly symbolProperties: SymbolProperties;
  /** Trading hours, and the time on the exchange's clock. */
  readonly exchange: SecurityExchange;
  /** The currency of its prices, with the rate to the account currency. */
  readonly quoteCurrency: Cash;
  /** The first currency of a pair (forex, crypto, crypto futures); null for other types. */
  readonly baseCurrency: Cash | null;
  /** Its latest data. */
  readonly cache: SecurityCache;
  /** The position. */
  readonly holdings: SecurityHolding;
  /** Order quantities are multiples of it: the lot, or what the broker takes that is finer. Sizes are computed in lots. */
  readonly quantityStep: Decimal;
  /** The same as a double. */
  readonly quantityStepNumber: number;
  /** Lot size in units, as a double. */
  readonly lotSizeNumber: number;
  /** Value of one unit = price × this multiplier; as a double. */
  readonly contractMultiplierNumber: number;
  /** What a filled order costs. */
  feeModel: FeeModel;
  /** Whether an order fills now, and at which price. */
  fillModel: FillModel;
  /** By how much a fill is worse than the price. */
  slippageModel: SlippageModel;
  /** What may be bought: margin, leverage. */
  buyingPowerModel: BuyingPowerModel;
  /** When the proceeds of a fill may be used. */
  settlementModel: SettlementModel;
  /** How many units may be sold short. */
  shortableProvider: ShortableProvider;
  /** Interest on margin; null: none is charged. */
  marginInterestRateModel: MarginInterestRateModel | null;
  #volatilityModel: VolatilityModel = NullVolatilityModel.instance;
  /** The trading day so far and the days before; kept from the moment on when its `size` is set. */
  readonly session: Session;
  /** Text of a file of the data folder by its path below it, with slashes; null when there is none. */
  readonly dataFile: (path: string) => string | null;
  /** A security initialiser has seen it since it was last added. */
  isInitialized = false;
  /** The strategy has added it: texts that are LEAN's have its ticker, those about others the identifier. */
  isAddedByName = false;
  /** Which of its data counts; null: all. It is asked of subscriptions that begin after it was set. */
  dataFilter: SecurityDataFilter | null = null;
  /** Subscribed and not delisted; orders of others are refused. Of an index only where the strategy says so. */
  isTradable: boolean;
  /** It was delisted: trading has ended for good. */
  isDelisted = false;
  /** The strategy's own subscriptions, in the order in which they were added. */
  readonly subscriptions: SubscriptionDataConfig[] = [];
  /** Cash of the account that holds it. */
  readonly cashBook: CashBook;
  readonly #clock: UtcClock;
  readonly #fundamentals: () => Fundamental;

  constructor(options: SecurityOptions) {
    this.symbol = options.symbol;
    this.symbolProperties = options.symbolProperties;
    this.exchange = options.exchange;
    this.quoteCurrency = options.quoteCurrency;
    this.baseCurrency = options.baseCurrency;
    this.cache = options.cache ?? new SecurityCache(options.symbol.securityType !== SecurityType.Equity);
    this.quantityStep = options.quantityStep ?? options.symbolProperties.lotSize;
    this.quantityStepNumber = this.quantityStep.toNumber();
    this.lotSizeNumber = options.symbolProperties.lotSize.toNumber();
    this.contractMultiplierNumber = options.symbolProperties.contractMultiplier.toNumber();
    this.feeModel = options.models.fee;
    this.fillModel = options.models.fill;
    this.slippageModel = options.models.slippage;
    this.buyingPowerModel = options.models.buyingPower;
    this.settlementModel = options.models.settlement;
    this.shortableProvider = options.models.shortable;
    this.marginInterestRateModel = options.models.marginInterest;
    this.session = new Session(options.symbol, options.exchange);
    this.dataFile = options.dataFile ?? (() => null);
    this.#fundamentals = options.fundamentals ?? (() => new Fundamental());
    this.holdings = new SecurityHolding(this);
    this.cashBook = options.cashBook;
    this.isTradable = options.symbol.securityType !== SecurityType.Index;
    this.#clock = options.clock;
  }

  /** Equity, forex, CFD, crypto, … */
  get type(): SecurityType {
    return this.symbol.securityType;
  }

  /** What is known of the company as of now. */
  get fundamentals(): Fundamental {
    return this.#fundamentals();
  }

  /** Some bar has been seen. */
  get hasData(): boolean {
    return this.cache.hasData;
  }

  /** Last price in the quote currency: the trade close, for forex and CFD the middle of the quote; 0 before any. */
  get price(): number {
    const { cache } = this;
    const { trade } = cache;
    const isTradePrice =
      trade !== null && !cache.tickIsPrimary && (!cache.quoteIsPrimary || this.type === SecurityType.Crypto);
    return isTradePrice ? trade.close[cache.tradeRow]! : cache.close;
  }

  /** `price` as a decimal. */
  get exactPrice(): Decimal {
    const cache = this.cache;
    if (cache.quoteIsPrimary && this.type === SecurityType.Crypto && cache.trade !== null) {
      return cache.exactTrade(BarField.Close);
    }
    return cache.exact(BarField.Close);
  }

  /** Open of the latest bar, in the quote currency: trade bar, or middle of the quotes; 0 before the first. */
  get open(): number {
    return this.cache.open;
  }

  /** High of the latest bar, in the quote currency; source as for `open`. */
  get high(): number {
    return this.cache.high;
  }

  /** Low of the latest bar, in the quote currency; source as for `open`. */
  get low(): number {
    return this.cache.low;
  }

  /** Close of the latest bar, in the quote currency; source as for `open`. */
  get close(): number {
    return this.cache.close;
  }

  /** Units traded in the latest trade bar; 0 before the first. */
  get volume(): number {
    return this.cache.volume;
  }

  /** Best bid, or the price where no bid is known. */
  get bidPrice(): number {
    const bid = this.cache.bidPrice;
    return bid === 0 ? this.price : bid;
  }

  /** Best ask, or the price where no ask is known. */
  get askPrice(): number {
    const ask = this.cache.askPrice;
    return ask === 0 ? this.price : ask;
  }

  /** `bidPrice` as a decimal. */
  get exactBidPrice(): Decimal {
    const bid = this.cache.exactBidPrice;
    return bid.isZero() ? this.exactPrice : bid;
  }

  /** `askPrice` as a decimal. */
  get exactAskPrice(): Decimal {
    const ask = this.cache.exactAskPrice;
    return ask.isZero() ? this.exactPrice : ask;
  }

  /** Units at the best bid; 0 while unknown. */
  get bidSize(): number {
    return this.cache.bidSize;
  }

  /** Units at the best ask; 0 while unknown. */
  get askSize(): number {
    return this.cache.askSize;
  }

  /** Value of a position ÷ margin needed to open it, by the buying power model; 1 without margin. */
  get leverage(): number {
    return this.buyingPowerModel.getLeverage(this).toNumber();
  }

  /** Sets the leverage, 1 or more. @throws LockstepError `MARGIN_INVALID` for others, or where the model has none */
  setLeverage(leverage: number): void {
    if (!isOrderNumber(leverage)) {
      throw new LockstepError(
        'MARGIN_INVALID',
        `setLeverage(${shownValue(leverage)}) for ${this.symbol.value}: expected a finite number, at least 1.`,
      );
    }
    this.buyingPowerModel.setLeverage(this, Decimal.fromNumber(leverage));
  }

  /** Wall-clock time at the exchange, as epoch ms. */
  get localTimeMs(): number {
    return this.exchange.localTimeMs;
  }

  /** At least one lot is held, long or short. */
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
    this.marginInterestRateModel = models.marginInterest;
  }

  /** The models it has now. */
  get models(): SecurityModels {
    return {
      fee: this.feeModel,
      fill: this.fillModel,
      slippage: this.slippageModel,
      buyingPower: this.buyingPowerModel,
      settlement: this.settlementModel,
      shortable: this.shortableProvider,
      marginInterest: this.marginInterestRateModel,
    };
  }

  /** Replaces the fee model, until `setBrokerageModel` replaces them all; so do the setters below. */
  setFeeModel(model: FeeModel): void {
    this.feeModel = model;
  }

  /** Replaces the fill model. */
  setFillModel(model: FillModel): void {
    this.fillModel = model;
  }

  /** Replaces the slippage model. */
  setSlippageModel(model: SlippageModel): void {
    this.slippageModel = model;
  }

  /** Replaces the buying power model, and with it the leverage. */
  setBuyingPowerModel(model: BuyingPowerModel): void {
    this.buyingPowerModel = model;
  }

  /** Replaces the settlement model. What the old one has not settled yet stays unsettled. */
  setSettlementModel(model: SettlementModel): void {
    this.settlementModel = model;
  }

  /** Replaces the shortable provider. */
  setShortableProvider(provider: ShortableProvider): void {
    this.shortableProvider = provider;
  }

  /** Replaces the margin interest model. */
  setMarginInterestRateModel(model: MarginInterestRateModel): void {
    this.marginInterestRateModel = model;
  }

  /** Replaces the data filter; before its subscriptions begin, as in `initialize`. */
  setDataFilter(filter: SecurityDataFilter): void {
    this.dataFilter = filter;
  }

  /** How much the price varies; no brokerage model sets it. */
  get volatilityModel(): VolatilityModel {
    return this.#volatilityModel;
  }

  /** Replaces the volatility model. */
  setVolatilityModel(model: VolatilityModel): void {
    this.#volatilityModel = model;
  }

  /** Something follows each bar of its data: a session or a volatility model. */
  get isFollowed(): boolean {
    return this.session.size > 0 || this.#volatilityModel !== NullVolatilityModel.instance;
  }

  /** Shows a bar to what follows the data. */
  follow(bar: TradeBar | QuoteBar): void {
    if (this.session.size > 0) this.session.update(bar);
    if (bar.price !== 0) this.#volatilityModel.update(this, bar);
  }

  /** Which prices its subscriptions bring; before they begin, as in a security initialiser. */
  setDataNormalizationMode(mode: DataNormalizationMode): void {
    for (const config of this.subscriptions) config.normalization = mode;
  }

  /** Takes the last price from a bar, as of the past; or the last funding rate. */
  setMarketPrice(bar: TradeBar | QuoteBar | MarginInterestRate): void {
    this.cache.applyLastKnown(bar);
  }

  /** Forgets its data, as when it is removed. */
  reset(): void {
    this.isInitialized = false;
    this.cache.reset();
    this.session.reset();
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
    return fee.amount.isZero() ? fee.amount : this.cashBook.convertToAccountCurrency(fee.amount, fee.currency);
  }

  /** The ticker. */
  toString(): string {
    return this.symbol.value;
  }

  /** Every subscription is daily. False without any. */
  get isDailyOnly(): boolean {
    const { subscriptions } = this;
    return subscriptions.length > 0 && subscriptions.every(({ resolution }) => resolution === Resolution.Daily);
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

  /** Some subscription takes data from outside regular hours. */
  get hasExtendedHours(): boolean {
    return this.subscriptions.some((config) => config.extendedMarketHours);
  }

  /** Some subscription brings this kind of data: trades or quotes. */
  subscribes(tickType: TickType): boolean {
    return this.subscriptions.some((config) => config.tickType === tickType);
  }
}
