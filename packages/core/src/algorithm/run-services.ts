import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import type { ReferenceData } from '../data/reference-data.ts';
import type { Slice } from '../data/slice.ts';
import type { BracketOrders } from '../execution/brackets/bracket-orders.ts';
import type { Transactions } from '../execution/transactions.ts';
import type { BaseDataClass } from '../market/base-data.ts';
import type { Fundamental } from '../market/fundamental.ts';
import type { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import type { SubmitOrderRequest } from '../orders/order-request.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { DateRules } from '../scheduling/date-rules.ts';
import type { Schedule } from '../scheduling/schedule.ts';
import type { TimeRules } from '../scheduling/time-rules.ts';
import type { VolatilityHistory } from '../securities/models/models.ts';
import type { Securities, SymbolLike } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import type { ClosedTrade } from '../statistics/closed-trade.ts';
import type { SymbolProperties } from '../symbol-properties/symbol-properties.ts';
import type { Resolution } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { AlgorithmStatus } from './algorithm-status.ts';
import type { Charts } from './charts.ts';
import type { History } from './history.ts';
import type { IndicatorRegistry } from './indicators/indicator-registry.ts';
import type { ObjectStore } from './object-store.ts';
import type { OrderPreview } from './order-preview.ts';
import type { PositionSizing } from './position-sizing.ts';
import type { LogLevel } from './run-log.ts';
import type { SecurityInitializer } from './security-initializer.ts';
import type { Signal } from './signal.ts';
import type { SignalExport } from './signal-export.ts';
import type { StatisticsResults } from './statistics-results.ts';
import type { Trading } from './trading.ts';
import type { UniverseManager } from './universes/universe.ts';
import type { UniverseSettings } from './universes/universe-settings.ts';

/** How `addSecurity` subscribes. What is left out comes from the run's defaults. */
export interface AddSecurityOptions {
  readonly fillForward?: boolean;
  readonly leverage?: number;
  readonly extendedMarketHours?: boolean;
  readonly dataNormalizationMode?: number;
}

/** How `addData` subscribes. */
export interface AddDataOptions {
  /** That of the type unless given. */
  readonly resolution?: Resolution;
  /** Repeat the last point while there is no new one; false unless given. */
  readonly fillForward?: boolean;
  readonly leverage?: number;
  /** Zone of the data and of its exchange; that of the type unless given. */
  readonly timeZone?: TimeZone;
  /** Quote currency, lot size, price step; those of a security that no database knows unless given. */
  readonly symbolProperties?: SymbolProperties;
  /** When the data may come; always unless given. */
  readonly exchangeHours?: ExchangeHours;
}

/** What is known of companies. */
export interface CompanyFundamentals {
  /** As of a wall-clock time of the data's zone, ms. */
  asOf(symbol: SecuritySymbol, localMs: number): Fundamental;
}

/** Custom data, initialisers and models of securities. */
export interface SecuritySetup {
  addData(type: BaseDataClass, about: string | SecuritySymbol, options: AddDataOptions): Security;
  setInitializer(initializer: SecurityInitializer): void;
  addInitializer(initializer: SecurityInitializer): void;
  warmUpVolatility(symbol: SymbolLike, history: VolatilityHistory): void;
}

/** What a run lends its algorithm. The engine implements it; an algorithm only delegates to it. */
export interface RunServices {
  readonly securities: Securities;
  readonly portfolio: Portfolio;
  /** Calendars, symbol properties and identities, as this run has them. */
  readonly reference: ReferenceData;
  readonly transactions: Transactions;
  readonly trading: Trading;
  readonly brackets: BracketOrders;
  readonly sizing: PositionSizing;
  readonly schedule: Schedule;
  readonly dateRules: DateRules;
  readonly timeRules: TimeRules;
  readonly settings: AlgorithmSettings;
  readonly universeSettings: UniverseSettings;
  readonly universes: UniverseManager;
  readonly fundamentals: CompanyFundamentals;
  readonly signalExport: SignalExport;
  readonly charts: Charts;
  readonly objectStore: ObjectStore;
  readonly indicators: IndicatorRegistry;
  readonly history: History;
  /** Epoch ms UTC. */
  readonly utcMs: number;
  readonly timeZone: TimeZone;
  readonly startUtc: number;
  readonly endUtc: number;
  readonly isWarmingUp: boolean;
  readonly status: AlgorithmStatus;
  readonly currentSlice: Slice | null;
  readonly brokerageModel: BrokerageModel;
  readonly statistics: StatisticsResults;
  /** Yearly rate of riskless money as a fraction, by time (epoch ms UTC). */
  readonly riskFreeInterestRate: (utcMs: number) => number;
  readonly closedTrades: readonly ClosedTrade[];
  setStartDay(day: number): void;
  setEndDay(day: number): void;
  setTimeZone(zone: TimeZone): void;
  setCash(amount: number): void;
  setCurrencyCash(currency: string, amount: number, conversionRate: number): void;
  setAccountCurrency(currency: string, cash: number | undefined): void;
  setBrokerageModel(model: BrokerageModel): void;
  readonly securitySetup: SecuritySetup;
  setBenchmarkSymbol(ticker: string, type: SecurityType, market: string): void;
  setBenchmarkFunction(level: (utcMs: number) => number): void;
  setRiskFreeInterestRate(rate: (utcMs: number) => number): void;
  setWarmUpBars(count: number, resolution: number | undefined): void;
  setWarmUpSpan(spanMs: number, resolution: number | undefined): void;
  setMaximumOrders(count: number): void;
  setSummaryStatistic(name: string, value: string): void;
  addSecurity(
    type: SecurityType,
    ticker: string,
    resolution: number | undefined,
    market: string | undefined,
    options: AddSecurityOptions,
  ): Security;
  removeSecurity(symbol: SymbolLike): boolean;
  /** The symbol of a ticker, whether it was added or not. */
  symbol(ticker: string, type: SecurityType, market: string | undefined): SecuritySymbol;
  /** What would become of an order now. */
  previewOrder(request: SubmitOrderRequest): OrderPreview;
  log(level: LogLevel, text: string): void;
  signal(signal: Signal): void;
  quit(message: string): void;
}
