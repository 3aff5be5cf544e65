import type { Algorithm } from '../algorithm/algorithm.ts';
import { AlgorithmSettings } from '../algorithm/algorithm-settings.ts';
import { AlgorithmStatus } from '../algorithm/algorithm-status.ts';
import { Charts } from '../algorithm/charts.ts';
import type { History } from '../algorithm/history.ts';
import type { IndicatorRegistry } from '../algorithm/indicators/indicator-registry.ts';
import { MemoryObjectStorage, ObjectStore } from '../algorithm/object-store.ts';
import type { OrderPreview } from '../algorithm/order-preview.ts';
import { PositionSizing } from '../algorithm/position-sizing.ts';
import { type LogLevel, RunLog } from '../algorithm/run-log.ts';
import type { AddSecurityOptions, RunServices } from '../algorithm/run-services.ts';
import type { Signal } from '../algorithm/signal.ts';
import { SignalExport } from '../algorithm/signal-export.ts';
import type { StatisticsResults } from '../algorithm/statistics-results.ts';
import type { Trading } from '../algorithm/trading.ts';
import { UniverseSettings } from '../algorithm/universes/universe-settings.ts';
import type { Brokerage } from '../brokerage/brokerage.ts';
import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import { DefaultBrokerageModel } from '../brokerage-models/default-brokerage-model.ts';
import { CashBook } from '../currencies/cash-book.ts';
import type { ReferenceData } from '../data/reference-data.ts';
import type { Slice } from '../data/slice.ts';
import { LockstepError } from '../errors/lockstep-error.ts';
import type { BracketOrders } from '../execution/brackets/bracket-orders.ts';
import { InboxQueue } from '../execution/inbox-queue.ts';
import { OrderBook } from '../execution/order-book.ts';
import { OrderProcessor } from '../execution/order-processor.ts';
import { shortableRefusal } from '../execution/shortable.ts';
import { Transactions } from '../execution/transactions.ts';
import { UpdatesInFlight } from '../execution/updates-in-flight.ts';
import { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import { indexMarket } from '../market/index-market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { SubmitOrderRequest } from '../orders/order-request.ts';
import { Portfolio } from '../portfolio/portfolio.ts';
import type { RiskGate } from '../risk/risk-gate.ts';
import type { DateRules } from '../scheduling/date-rules.ts';
import type { Schedule } from '../scheduling/schedule.ts';
import type { TimeRules } from '../scheduling/time-rules.ts';
import { Securities, type SymbolLike } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import type { ClosedTrade } from '../statistics/closed-trade.ts';
import { TradeBuilder } from '../statistics/trade-builder.ts';
import { dayOf } from '../time/calendar.ts';
import type { Resolution } from '../time/resolution.ts';
import { TimeZone } from '../time/time-zone.ts';
import { AccountSetUp, DEFAULT_CASH } from './account/account-set-up.ts';
import { BenchmarkChoice } from './account/benchmark-choice.ts';
import { requireNumber, requireTicker } from './call-arguments.ts';
import { EngineClock } from './engine-clock.ts';
import type { EngineOptions } from './engine-options.ts';
import { RunHistory } from './history/run-history.ts';
import { WarmUp } from './history/warm-up.ts';
import { RunIndicators } from './indicators/run-indicators.ts';
import type { Recorder } from './recorder.ts';
import { RunDates } from './run-dates.ts';
import { runReference } from './run-reference.ts';
import { RunSchedule } from './run-schedule.ts';
import { CurrencyConversions } from './securities/currency-conversions.ts';
import { RunSecurities } from './securities/run-securities.ts';
import { SecurityFactory } from './securities/security-factory.ts';
import type { RunLedger } from './step/corporate-actions.ts';
import { PendingWork } from './step/pending-work.ts';
import { CustomDataFeed } from './subscriptions/custom-data-feed.ts';
import { DataSubscriptions } from './subscriptions/data-subscriptions.ts';
import { createBrackets } from './trading/create-brackets.ts';
import { createRiskGate } from './trading/create-risk-gate.ts';
import { createTrading } from './trading/create-trading.ts';
import { Flattening } from './trading/flattening.ts';
import { previewOrder } from './trading/preview-order.ts';
import { tellOfBrokerage } from './trading/tell-of-brokerage.ts';
import { RunFundamentals } from './universes/run-fundamentals.ts';
import { RunUniverses } from './universes/run-universes.ts';

const DEFAULT_MAXIMUM_ORDERS = 1_000_000_000;

/** Everything that belongs to one run of one algorithm. Two runs share nothing. */
export class AlgorithmRun implements RunServices {
  readonly algorithm: Algorithm;
  readonly reference: ReferenceData;
  readonly clock = new EngineClock(0, TimeZone.of('America/New_York'));
  readonly dates: RunDates;
  readonly warmUp = new WarmUp();
  readonly settings = new AlgorithmSettings();
  readonly universeSettings = new UniverseSettings();
  readonly universes = new RunUniverses(this);
  readonly charts = new Charts();
  readonly signalExport = new SignalExport(
    () => this.#options.signalSender ?? null,
    (text) => this.log('debug', text),
  );
  readonly objectStore: ObjectStore;
  readonly feed: CustomDataFeed;
  readonly fundamentals: RunFundamentals;
  readonly summaryStatistics: Record<string, string> = {};
  readonly runLog: RunLog;
  readonly cashBook = new CashBook('USD');
  readonly securities = new Securities();
  readonly book = new OrderBook();
  readonly inbox: InboxQueue;
  readonly tradeBuilder = new TradeBuilder();
  readonly pendingWork = new PendingWork();
  readonly subscriptions: DataSubscriptions;
  readonly factory: SecurityFactory;
  readonly securitySetup: RunSecurities;
  readonly benchmark: BenchmarkChoice;
  readonly conversions: CurrencyConversions;
  readonly portfolio: Portfolio;
  readonly brokerage: Brokerage;
  readonly processor: OrderProcessor;
  readonly transactions: Transactions;
  readonly trading: Trading;
  /** Ledgers of venues on this run's market. */
  readonly ledgers: RunLedger[] = [];
  /** Null where nobody keeps a record. */
  readonly recorder: Recorder | null;
  /** Null where nothing is limited. */
  readonly riskGate: RiskGate | null;
  readonly sizing: PositionSizing;
  readonly brackets: BracketOrders;
  readonly flattening = new Flattening(this);
  readonly scheduling: RunSchedule;
  readonly runIndicators: RunIndicators;
  readonly runHistory: RunHistory;
  status: AlgorithmStatus = AlgorithmStatus.Running;
  currentSlice: Slice | null = null;
  brokerageModel: BrokerageModel = new DefaultBrokerageModel();
  riskFreeRate: ((utcMs: number) => number) | null = null;
  /** True until the run leaves `initialize`. */
  isInitializing = true;
  /** Makes the summary as of now; only the strategy's own lines until the engine samples. */
  summarize: () => Record<string, string> = () => ({ ...this.summaryStatistics });
  readonly #options: EngineOptions;
  /** Orders that the run may place at most. */
  maximumOrders = DEFAULT_MAXIMUM_ORDERS;
  readonly #account: AccountSetUp;

  constructor(algorithm: Algorithm, options: EngineOptions) {
    this.algorithm = algorithm;
    this.reference = runReference(options.reference, options.calendar);
    this.#options = options;
    this.recorder = options.recorder ?? null;
    this.inbox = options.inbox ?? new InboxQueue();
    this.dates = new RunDates(options.lastPossibleDay);
    this.dates.override(options.startDay ?? null, options.endDay ?? null);
    if (options.startUtc !== undefined) this.dates.startAt(options.startUtc);
    this.runLog = new RunLog(options.logLimit ?? 10_000, options.onLog ?? (() => {}));
    this.cashBook.account.setAmount(Decimal.fromNumber(options.cash ?? DEFAULT_CASH));
    this.#account = new AccountSetUp(this, options.cash !== undefined);
    this.objectStore = new ObjectStore(options.objectStorage ?? new MemoryObjectStorage(), options.reference);
    this.feed = new CustomDataFeed(options, (key) => this.objectStore.read(key) ?? null);
    this.fundamentals = new RunFundamentals(this.reference, options.fineFundamentals);
    this.subscriptions = new DataSubscriptions(this.feed, (security) => this.#isInUse(security));
    this.factory = new SecurityFactory({
      reference: this.reference,
      cashBook: this.cashBook,
      clock: this.clock,
      fundamentals: this.fundamentals,
      dailyPreciseEndTime: () => this.settings.dailyPreciseEndTime,
      capabilities: () => this.brokerage.capabilities,
    });
    this.securitySetup = new RunSecurities(this, this.brokerageModel);
    this.benchmark = new BenchmarkChoice(this.factory);
    this.conversions = new CurrencyConversions(this);
    this.portfolio = new Portfolio({
      securities: this.securities,
      cashBook: this.cashBook,
      openOrders: () => this.book.openOrders(),
      freeBuffer: () => this.settings,
    });
    this.brokerage = options.brokerage(this);
    this.processor = this.#createProcessor();
    this.brackets = createBrackets(this, options);
    this.transactions = new Transactions({
      book: this.book,
      processor: this.processor,
      securities: this.securities,
      isWarmingUp: () => this.isWarmingUp,
      records: this.portfolio.transactionRecords,
    });
    this.riskGate = createRiskGate(this, options);
    this.trading = createTrading(this);
    this.sizing = new PositionSizing({
      portfolio: this.portfolio,
      transactions: this.transactions,
      trading: this.trading,
      settings: this.settings,
      isWarmingUp: () => this.isWarmingUp,
      reportError: (text) => this.log('error', text),
      debug: (text) => this.log('debug', text),
    });
    this.scheduling = new RunSchedule(this, this.reference);
    this.runHistory = new RunHistory(this, this.feed);
    this.runIndicators = new RunIndicators(this);
  }

  get fillTiming(): NonNullable<EngineOptions['fillTiming']> {
    return this.#options.fillTiming ?? 'immediate';
  }

  #createProcessor(): OrderProcessor {
    return new OrderProcessor({
      fillTiming: this.fillTiming,
      inbox: this.inbox,
      book: this.book,
      brokerage: this.brokerage,
      portfolio: this.portfolio,
      securities: this.securities,
      utcNow: () => this.clock.utcNow(),
      isWarmingUp: () => this.isWarmingUp,
      brokerageModel: () => this.brokerageModel,
      priceAdjustmentMode: (security) => security.subscriptions[0]?.normalization ?? DataNormalizationMode.Adjusted,
      shortableRefusal: (security, quantity, order) => shortableRefusal(this.book, security, quantity, order),
      reportError: (text) => this.log('error', text),
      clientOrderId: this.#options.clientOrderId ?? String,
      brackets: () => this.brackets,
      updates: new UpdatesInFlight(),
      onBrokerageMessage: (message) => tellOfBrokerage(this, message),
    });
  }

  get utcMs(): number {
    return this.clock.utcNow();
  }

  get timeZone(): TimeZone {
    return this.clock.timeZone;
  }

  get startUtc(): number {
    return this.dates.startUtc(this.clock.timeZone);
  }

  get endUtc(): number {
    return this.dates.endUtc(this.clock.timeZone);
  }

  get isWarmingUp(): boolean {
    return this.isInitializing || this.warmUp.isActive;
  }

  get schedule(): Schedule {
    return this.scheduling.schedule;
  }

  get dateRules(): DateRules {
    return this.scheduling.dateRules;
  }

  get timeRules(): TimeRules {
    return this.scheduling.timeRules;
  }

  get indicators(): IndicatorRegistry {
    return this.runIndicators;
  }

  get history(): History {
    return this.runHistory;
  }

  get statistics(): StatisticsResults {
    return { summary: this.summarize() };
  }

  get closedTrades(): readonly ClosedTrade[] {
    return this.tradeBuilder.closedTrades;
  }

  setStartDay(day: number): void {
    this.onlyInInitialize('setStartDate');
    this.dates.setStart(day);
    this.clock.set(this.startUtc);
  }

  setEndDay(day: number): void {
    this.onlyInInitialize('setEndDate');
    this.dates.setEnd(day);
  }

  setTimeZone(zone: TimeZone): void {
    this.onlyInInitialize('setTimeZone');
    this.clock.timeZone = zone;
    this.clock.set(this.startUtc);
  }

  setCash(amount: number): void {
    this.onlyInInitialize('setCash');
    this.#account.setCash(amount);
  }

  setCurrencyCash(currency: string, amount: number, conversionRate: number): void {
    this.onlyInInitialize('setCash');
    this.#account.setCurrencyCash(currency, amount, conversionRate);
  }

  setAccountCurrency(currency: string, cash: number | undefined): void {
    this.onlyInInitialize('setAccountCurrency');
    this.#account.setCurrency(currency, cash);
  }

  setBrokerageModel(model: BrokerageModel): void {
    this.onlyInInitialize('setBrokerageModel');
    this.brokerageModel = model;
    this.securitySetup.useBrokerageModel(model);
  }

  setBenchmarkSymbol(ticker: string, type: SecurityType, market: string): void {
    this.benchmark.choose(this.factory.symbol(ticker, type, market));
  }

  setBenchmarkFunction(level: (utcMs: number) => number): void {
    this.benchmark.chooseFunction(level);
  }

  readonly riskFreeInterestRate = (utcMs: number): number =>
    this.riskFreeRate?.(utcMs) ?? this.reference.riskFreeRate(dayOf(utcMs)).toNumber();

  setRiskFreeInterestRate(rate: (utcMs: number) => number): void {
    this.riskFreeRate = rate;
  }

  setWarmUpBars(count: number, resolution: number | undefined): void {
    this.onlyInInitialize('setWarmUp');
    this.warmUp.requestBars(count);
    this.settings.warmupResolution = resolution as Resolution | undefined;
  }

  setWarmUpSpan(spanMs: number, resolution: number | undefined): void {
    this.onlyInInitialize('setWarmUp');
    this.warmUp.requestSpan(spanMs);
    this.settings.warmupResolution = resolution as Resolution | undefined;
  }

  setMaximumOrders(count: number): void {
    requireNumber('setMaximumOrders', count, count >= 0, 'a number of orders, zero or more');
    this.maximumOrders = count;
  }

  setSummaryStatistic(name: string, value: string): void {
    this.summaryStatistics[name] = value;
  }

  symbol(ticker: string, type: SecurityType, market: string | undefined): SecuritySymbol {
    requireTicker(ticker, type);
    const own = type === SecurityType.Index ? indexMarket(ticker) : undefined;
    return this.factory.symbol(ticker, type, market ?? own ?? this.#defaultMarket(type));
  }

  #defaultMarket(type: SecurityType): string {
    return this.brokerageModel.defaultMarkets.get(type) ?? 'usa';
  }

  addSecurity(
    type: SecurityType,
    ticker: string,
    resolution: number | undefined,
    market: string | undefined,
    options: AddSecurityOptions,
  ): Security {
    return this.securitySetup.add(this.symbol(ticker, type, market), resolution, options);
  }

  removeSecurity(symbol: SymbolLike): boolean {
    return this.securitySetup.remove(symbol);
  }

  /** There is a position to close or an order to fill: LEAN then keeps the data of a removed security. */
  #isInUse(security: Security): boolean {
    return security.invested || this.book.openTickets(security.symbol).length > 0;
  }

  log(level: LogLevel, text: string): void {
    this.runLog.add(this.clock.utcNow(), level, text);
  }

  previewOrder(request: SubmitOrderRequest): OrderPreview {
    return previewOrder(this, request);
  }

  signal(signal: Signal): void {
    this.recorder?.signal(signal);
  }

  quit(message: string): void {
    if (message !== '') this.log('debug', message);
    if (this.status === AlgorithmStatus.Running) this.status = AlgorithmStatus.Stopped;
  }

  /** @throws LockstepError `INITIALIZE_ONLY` */
  onlyInInitialize(call: string): void {
    if (this.isInitializing) return;
    throw new LockstepError(
      'INITIALIZE_ONLY',
      `${call} was called at ${this.algorithm.time.toISO()}; it belongs into initialize().`,
    );
  }
}
