// The public entry: what strategies, data sources, brokers and the other packages use. Everything else is internal.

// The strategy's side. `Algorithm` is made of parts: extend it, never them.

export { Algorithm } from './algorithm/algorithm.ts';
export type { AlgorithmCore, MaybePromise } from './algorithm/algorithm-core.ts';
export type { AlgorithmHistory } from './algorithm/algorithm-history.ts';
export type { AlgorithmOrders } from './algorithm/algorithm-orders.ts';
export { AlgorithmSettings } from './algorithm/algorithm-settings.ts';
export { AlgorithmStatus } from './algorithm/algorithm-status.ts';
export { Chart, type ChartSeries, SeriesType } from './algorithm/charts.ts';
export type { DataClass, HistoryOptions, HistoryRange, LastKnown, PriceBar } from './algorithm/history.ts';
export type { AlgorithmIndicators } from './algorithm/indicators/algorithm-indicators.ts';
export { IndicatorDataPoints, IndicatorHistory } from './algorithm/indicators/indicator-history.ts';
export type {
  ConsolidationPeriod,
  IndicatorRecipe,
  IndicatorSelector,
} from './algorithm/indicators/indicator-registry.ts';
export { type MarketImpactOptions, MarketImpactSlippageModel } from './algorithm/market-impact-slippage-model.ts';
export {
  MemoryObjectStorage,
  type ObjectStorage,
  type ObjectStore,
  type StoredContent,
} from './algorithm/object-store.ts';
export type {
  ParameterDefinition,
  ParameterDefinitions,
  ParameterValue,
  ParameterValues,
} from './algorithm/parameters.ts';
export { PortfolioTarget } from './algorithm/portfolio-target.ts';
export type {
  AtrDistance,
  PercentDistance,
  ProtectionLevel,
  ProtectionOptions,
} from './algorithm/protection.ts';
export type { LogLevel, LogLine } from './algorithm/run-log.ts';
export type { AddDataOptions, AddSecurityOptions } from './algorithm/run-services.ts';
export { SecurityChanges } from './algorithm/security-changes.ts';
export {
  BrokerageModelSecurityInitializer,
  FuncSecuritySeeder,
  type SecurityInitializer,
  type SecuritySeeder,
} from './algorithm/security-initializer.ts';
export { SignalExport, type SignalExportProvider, type SignalSender } from './algorithm/signal-export.ts';
export type { StatisticsResults } from './algorithm/statistics-results.ts';
export type { BracketOptions, OrderOptions } from './algorithm/trading.ts';
export { ConstituentsUniverse, ETFConstituentsUniverse } from './algorithm/universes/constituents-universe.ts';
export { FundamentalFilteredUniverse } from './algorithm/universes/filtered-universe.ts';
export { type DataSelector, FuncUniverse, type FuncUniverseOptions } from './algorithm/universes/func-universe.ts';
export { CoarseFundamentalUniverse, FundamentalUniverse } from './algorithm/universes/fundamental-universe.ts';
export { FunctionUniverse, ScheduledUniverse, type UniverseSelector } from './algorithm/universes/timed-universes.ts';
export {
  type Selection,
  type SelectionData,
  type SelectionFeed,
  type SelectionRound,
  Universe,
  type UniverseManager,
  type UniverseOptions,
} from './algorithm/universes/universe.ts';
export type { UniverseDefinitions } from './algorithm/universes/universe-definitions.ts';
export {
  CoarseFundamentalUniverseSelectionModel,
  CustomUniverseSelectionModel,
  ETFConstituentsUniverseSelectionModel,
  FineFundamentalUniverseSelectionModel,
  FundamentalUniverseSelectionModel,
  InceptionDateUniverseSelectionModel,
  ScheduledUniverseSelectionModel,
  type UniverseSelectionModel,
} from './algorithm/universes/universe-selection-models.ts';
export { UniverseSchedule, UniverseSettings } from './algorithm/universes/universe-settings.ts';

// Market data that a strategy sees.

export type { BarPeriodLike, BarPeriodOptions } from './consolidators/bar-period.ts';
export { BaseDataConsolidator } from './consolidators/base-data-consolidator.ts';
export { Calendar, type CalendarFunction, type CalendarInfo } from './consolidators/calendar-periods.ts';
export { ClassicRenkoConsolidator } from './consolidators/classic-renko-consolidator.ts';
export { type ConsolidatedHandler, Consolidator } from './consolidators/consolidator.ts';
export { IdentityConsolidator } from './consolidators/identity-consolidator.ts';
export {
  MarketHourAwareConsolidator,
  type MarketHourAwareOptions,
} from './consolidators/market-hour-aware-consolidator.ts';
export { QuoteBarConsolidator } from './consolidators/quote-bar-consolidator.ts';
export { ClassicRangeConsolidator, RangeConsolidator } from './consolidators/range-consolidator.ts';
export { RenkoConsolidator } from './consolidators/renko-consolidator.ts';
export { SequentialConsolidator } from './consolidators/sequential-consolidator.ts';
export { TickConsolidator } from './consolidators/tick-consolidator.ts';
export { TickQuoteBarConsolidator } from './consolidators/tick-quote-bar-consolidator.ts';
export type { ConsolidatorSelector } from './consolidators/timeless-consolidator.ts';
export { TradeBarConsolidator } from './consolidators/trade-bar-consolidator.ts';
export { DollarVolumeRenkoConsolidator, VolumeRenkoConsolidator } from './consolidators/volume-renko-consolidator.ts';
// Indicators and consolidators.
export * from './indicators/index.ts';
export {
  type AuxiliaryEvent,
  AuxiliaryType,
  type Delisting,
  DelistingType,
  type Dividend,
  type Split,
  SplitType,
  type SymbolChangedEvent,
} from './market/auxiliary-event.ts';
export { Bar } from './market/bar.ts';
export { BarField } from './market/bar-field.ts';
export {
  BaseData,
  type BaseDataClass,
  type CustomDataConfig,
  FileFormat,
  type SubscriptionDataSource,
  SubscriptionTransportMedium,
} from './market/base-data.ts';
export { BaseDataCollection } from './market/base-data-collection.ts';
export { DataNormalizationMode } from './market/data-normalization-mode.ts';
export type {
  AssetClassification,
  CompanyProfile,
  CompanyReference,
  EarningRatios,
  FineFundamentalProvider,
  FineFundamentals,
  KnownFundamentals,
  MultiYearFigure,
  OperationRatios,
  ValuationRatios,
} from './market/fine-fundamentals.ts';
export { CoarseFundamental, Fundamental } from './market/fundamental.ts';
export { MarginInterestRate } from './market/margin-interest-rate.ts';
export { Market } from './market/market.ts';
export { midPrice } from './market/mid-price.ts';
export type { PriceData } from './market/price-data.ts';
export { QuoteBar } from './market/quote-bar.ts';
export { RangeBar } from './market/range-bar.ts';
export { BarDirection, RenkoBar, RenkoType, VolumeRenkoBar } from './market/renko-bar.ts';
export { parseSecurityIdentifier, type SecurityIdentity, securityIdentifier } from './market/security-identifier.ts';
export { SecurityType, securityTypeName } from './market/security-type.ts';
export { SecuritySymbol } from './market/symbol.ts';
export { Tick } from './market/tick.ts';
export { TickType } from './market/tick-type.ts';
export { TradeBar } from './market/trade-bar.ts';
export { ConstituentsUniverseData, ETFConstituentUniverse, FundamentalUniverseData } from './market/universe-data.ts';

// Orders.

export { Bracket } from './execution/brackets/bracket.ts';
export { takenBackId } from './execution/taken-back.ts';
export { Transactions } from './execution/transactions.ts';
export { Exchange } from './orders/exchange.ts';
export { FillBar } from './orders/fill-bar.ts';
export { IndiaOrderProperties } from './orders/india-order-properties.ts';
export { Order, type OrderFields, type OrderSubmissionData } from './orders/order.ts';
export { OrderDirection } from './orders/order-direction.ts';
export { NO_FEE, OrderEvent, type OrderFee, type OrderOfEvent } from './orders/order-event.ts';
export type { OrderProperties } from './orders/order-properties.ts';
export {
  CancelOrderRequest,
  type SubmitOrderFields,
  SubmitOrderRequest,
  type UpdateOrderFields,
  UpdateOrderRequest,
} from './orders/order-request.ts';
export { OrderResponse, OrderResponseErrorCode } from './orders/order-response.ts';
export { isClosedStatus, OrderStatus, orderStatusName } from './orders/order-status.ts';
export { OrderField, OrderTicket } from './orders/order-ticket.ts';
export { OrderType } from './orders/order-type.ts';
export { TimeInForce } from './orders/time-in-force.ts';
export { ORDER_EXPIRED } from './orders/time-in-force-expiry.ts';
export { TradeStationOrderProperties } from './orders/trade-station-order-properties.ts';

// Securities, portfolio and cash.

export { Cash } from './currencies/cash.ts';
export { CashBook } from './currencies/cash-book.ts';
export { Portfolio } from './portfolio/portfolio.ts';
export { ActiveSecurities } from './securities/active-securities.ts';
export { Securities, type SymbolLike } from './securities/securities.ts';
export { Security } from './securities/security.ts';
export type { SecurityCache } from './securities/security-cache.ts';
export type { SecurityExchange } from './securities/security-exchange.ts';
export { SecurityHolding } from './securities/security-holding.ts';
export type { SecurityModels } from './securities/security-models.ts';
export { Session, SessionBar } from './securities/session.ts';

// Models: the contracts, and those that a strategy sets or extends.

export { AccountType } from './brokerage-models/account-type.ts';
export type { BrokerageModel, DefaultBenchmark, SplitOutcome } from './brokerage-models/brokerage-model.ts';
export { BrokerageName } from './brokerage-models/brokerage-name.ts';
export { createBrokerageModel } from './brokerage-models/create-brokerage-model.ts';
export { DefaultBrokerageModel } from './brokerage-models/default-brokerage-model.ts';
export type { RiskCode, RiskDecision } from './risk/risk-decision.ts';
export { RiskGate, type RiskGateContext } from './risk/risk-gate.ts';
export type { RiskLimits } from './risk/risk-limits.ts';
export type { RiskPause, RiskState } from './risk/risk-state.ts';
export { CashBuyingPowerModel } from './securities/models/buying-power/cash-buying-power-model.ts';
export { CryptoFutureMarginModel } from './securities/models/buying-power/crypto-future-margin-model.ts';
export { NullBuyingPowerModel } from './securities/models/buying-power/null-buying-power-model.ts';
export { PatternDayTradingMarginModel } from './securities/models/buying-power/pattern-day-trading-margin-model.ts';
export { SecurityMarginModel } from './securities/models/buying-power/security-margin-model.ts';
export { AlpacaFeeModel } from './securities/models/fees/alpaca-fee-model.ts';
export { ConstantFeeModel } from './securities/models/fees/constant-fee-model.ts';
export { InteractiveBrokersFeeModel } from './securities/models/fees/interactive-brokers-fee-model.ts';
export { TradeStationFeeModel } from './securities/models/fees/trade-station-fee-model.ts';
export { EquityFillModel } from './securities/models/fills/equity-fill-model.ts';
export { FillRemark } from './securities/models/fills/fill-messages.ts';
export type { FillPrices } from './securities/models/fills/fill-prices.ts';
export { ImmediateFillModel } from './securities/models/fills/immediate-fill-model.ts';
export { trailingStopPrice } from './securities/models/fills/trailing-stop.ts';
export { FundingRateModel } from './securities/models/margin-interest/funding-rate-model.ts';
export { ShortMarginInterestRateModel } from './securities/models/margin-interest/short-margin-interest-rate-model.ts';
export type {
  AccountView,
  BuyingPowerModel,
  BuyingPowerResult,
  FeeModel,
  FillContext,
  FillModel,
  MarginInterestRateModel,
  MaximumQuantityResult,
  SecurityDataFilter,
  SettlementModel,
  ShortableProvider,
  SizingSettings,
  SlippageModel,
  VolatilityHistory,
  VolatilityModel,
} from './securities/models/models.ts';
export { minimumPriceVariation, roundToPriceVariation } from './securities/models/price-variation/price-variation.ts';
export { DelayedSettlementModel } from './securities/models/settlement/delayed-settlement-model.ts';
export { ImmediateSettlementModel } from './securities/models/settlement/immediate-settlement-model.ts';
export { LocalDiskShortableProvider } from './securities/models/shortable/local-disk-shortable-provider.ts';
export { NullShortableProvider } from './securities/models/shortable/null-shortable-provider.ts';
export { type ShortableEntry, TableShortableProvider } from './securities/models/shortable/table-shortable-provider.ts';
export { ConstantSlippageModel } from './securities/models/slippage/constant-slippage-model.ts';
export { NullSlippageModel } from './securities/models/slippage/null-slippage-model.ts';
export { VolumeShareSlippageModel } from './securities/models/slippage/volume-share-slippage-model.ts';
export {
  IndicatorVolatilityModel,
  type VolatilitySource,
} from './securities/models/volatility/indicator-volatility-model.ts';
export { NullVolatilityModel } from './securities/models/volatility/null-volatility-model.ts';
export { RelativeStandardDeviationVolatilityModel } from './securities/models/volatility/relative-standard-deviation-volatility-model.ts';
export { StandardDeviationOfReturnsVolatilityModel } from './securities/models/volatility/standard-deviation-of-returns-volatility-model.ts';

// Schedule and time.

export { DateTime, Duration } from 'luxon';
export { DateRules, DayOfWeek } from './scheduling/date-rules.ts';
export { Schedule, type ScheduledCallback } from './scheduling/schedule.ts';
export type { DateRule, TimeRule } from './scheduling/schedule-rule.ts';
export type { EventCallback, ScheduledEvent } from './scheduling/scheduled-event.ts';
export { TimeRules } from './scheduling/time-rules.ts';
export type { AtrSize, KellySize, OptimalFSize, RiskSize } from './sizing/size-rules.ts';
export type { SizeCap, SizedPosition } from './sizing/sized-position.ts';
export type { Sizing } from './sizing/sizing.ts';
export {
  type CivilDate,
  civilFromDays,
  dayOf,
  daysFromCivil,
  daysFromDate,
  formatDay,
  formatUtc,
} from './time/calendar.ts';
export { type Clock, sleepUntil, type Timer } from './time/clock.ts';
export { type MachineTimers, machineClock } from './time/machine-clock.ts';
export {
  MS_PER_DAY,
  MS_PER_HOUR,
  MS_PER_MINUTE,
  MS_PER_SECOND,
  Resolution,
  resolutionName,
  resolutionToMs,
} from './time/resolution.ts';
export { TimeZone } from './time/time-zone.ts';
export type { UtcClock } from './time/utc-clock.ts';
export { VirtualClock } from './time/virtual-clock.ts';

// Numbers and errors.

export { ERROR_CODES, type ErrorCode } from './errors/error-codes.ts';
export { DataError, type DataLocation, LockstepError, type LockstepErrorOptions } from './errors/lockstep-error.ts';
export { nearestNames } from './errors/nearest-names.ts';
export { Decimal } from './numeric/decimal.ts';
export { SeededRandom } from './numeric/seeded-random.ts';

// Data sources: contracts, the batches they hand over, and reference data.

export * from './data/index.ts';
export {
  AuxiliaryBatch,
  type BarBatch,
  type DataBatch,
  DataKind,
  type PriceBatch,
  QuoteBarBatch,
  TickBatch,
  TradeBarBatch,
} from './market/data-batch.ts';
export { type ExactPriceParts, ExactPrices } from './market/exact-prices.ts';
export type { PriceAdjustment } from './market/price-adjustment.ts';
export { ExchangeHours, type ExchangeHoursOptions, type MarketSession } from './market-hours/exchange-hours.ts';
export type { MarketCalendar, TradingDay } from './market-hours/market-calendar.ts';
export { MarketHoursDatabase } from './market-hours/market-hours-database.ts';
export type { MarketHoursEntry } from './market-hours/market-hours-entry.ts';
export type { MarketSegment, MarketState } from './market-hours/market-segment.ts';
export type { SymbolProperties } from './symbol-properties/symbol-properties.ts';
export {
  SymbolPropertiesDatabase,
  type SymbolPropertiesEntry,
} from './symbol-properties/symbol-properties-database.ts';

// Brokerages: the contract and the simulated one.

export * from './brokerage/index.ts';
export { mirrorSecurity } from './venue/mirror-security.ts';
export { type PlayedData, PlayedVenue, type PlayedVenueOptions } from './venue/played-venue.ts';
export { SimulatedBrokerage, type SimulatedBrokerageOptions } from './venue/simulated-brokerage.ts';
export { SimulatedVenue, type SimulatedVenueOptions } from './venue/simulated-venue.ts';

// The engine, and what a run comes to.

export type { OrderPreview } from './algorithm/order-preview.ts';
export type { Signal } from './algorithm/signal.ts';
export type {
  StartingAccount,
  StartingExecution,
  StartingHolding,
  StartingOrder,
} from './engine/account/adopt-account.ts';
export { adoptAccount, adoptHolding } from './engine/account/adopt-account.ts';
export type { AlgorithmRun } from './engine/algorithm-run.ts';
export { Engine } from './engine/engine.ts';
export type { EngineOptions } from './engine/engine-options.ts';
export type { EngineOutcome } from './engine/engine-outcome.ts';
export { type StartDependence, startDependence } from './engine/indicators/start-dependence.ts';
export type { IndicatorMark } from './engine/indicators/started-indicators.ts';
export { outcomeStatistics } from './engine/outcome-statistics.ts';
export type { Recorder } from './engine/recorder.ts';
export type { RuntimeFailure } from './engine/runtime-failure.ts';
export type { Pace, PaceListener } from './engine/step/pace.ts';
export { PacedSlices } from './engine/step/paced-slices.ts';
export { lendSimulatedBrokerage } from './engine/trading/lend-simulated-brokerage.ts';
export { paperVenue } from './engine/trading/paper-venue.ts';
export type { FillTiming } from './execution/fill-timing.ts';
export { InboxQueue, type Operation } from './execution/inbox-queue.ts';
export type { ClosedTrade } from './statistics/closed-trade.ts';
export { type JsonFields, jsonRow } from './statistics/json-fields.ts';
export type { DecimalText, PointJson, UtcText } from './statistics/json-text.ts';
export {
  type OrderEventJson,
  type OrderJson,
  orderEventFields,
  orderEventToJson,
  orderFields,
  orderToJson,
} from './statistics/order-json.ts';
export { OrderTextWriter, orderTexts, roundedOrder } from './statistics/order-list-json.ts';
export type * from './statistics/result.ts';
export { seriesToJson } from './statistics/series-json.ts';
export {
  type TradeJson,
  type TradeStatisticsJson,
  tradeFields,
  tradeStatisticsToJson,
  tradeToJson,
} from './statistics/trade-json.ts';
export { type TradeStatistics, tradeStatistics } from './statistics/trade-statistics.ts';
export type { VenueAccount } from './venue/venue-account.ts';
