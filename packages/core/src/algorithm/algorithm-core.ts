import type { DateTime, Duration } from 'luxon';
import type { BrokerageMessage } from '../brokerage/brokerage.ts';
import type { DataDictionary } from '../data/data-dictionary.ts';
import type { Slice } from '../data/slice.ts';
import { LockstepError } from '../errors/lockstep-error.ts';
import type { Transactions } from '../execution/transactions.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Delisting, Dividend, Split, SymbolChangedEvent } from '../market/auxiliary-event.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { MarketHoursDatabase } from '../market-hours/market-hours-database.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { SubmitOrderRequest } from '../orders/order-request.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { DateRules } from '../scheduling/date-rules.ts';
import type { Schedule, ScheduledCallback } from '../scheduling/schedule.ts';
import type { DateRule, TimeRule } from '../scheduling/schedule-rule.ts';
import type { ScheduledEvent } from '../scheduling/scheduled-event.ts';
import type { TimeRules } from '../scheduling/time-rules.ts';
import { ActiveSecurities } from '../securities/active-securities.ts';
import type { Securities } from '../securities/securities.ts';
import type { ClosedTrade } from '../statistics/closed-trade.ts';
import type { SymbolPropertiesDatabase } from '../symbol-properties/symbol-properties-database.ts';
import { toDateTime } from '../time/date-time.ts';
import { TimeZone } from '../time/time-zone.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { AlgorithmStatus } from './algorithm-status.ts';
import type { Chart } from './charts.ts';
import type { ObjectStore } from './object-store.ts';
import { type ParameterDefinitions, Parameters, type ParameterValue, type ParameterValues } from './parameters.ts';
import type { RunServices } from './run-services.ts';
import type { SecurityChanges } from './security-changes.ts';
import type { Signal } from './signal.ts';
import type { SignalExport } from './signal-export.ts';
import type { StatisticsResults } from './statistics-results.ts';
import type { UniverseManager } from './universes/universe.ts';
import { UniverseDefinitions } from './universes/universe-definitions.ts';
import type { UniverseSettings } from './universes/universe-settings.ts';

/** What a handler may return: nothing, or a promise that the engine waits for. */
export type MaybePromise = void | Promise<void>;

/**
 * The part of an algorithm that is about the run itself: its handlers, time, parameters, log and charts.
 * Strategies subclass `Algorithm`. What concerns the run throws `NOT_ATTACHED` outside of one.
 */
export abstract class AlgorithmCore {
  #services: RunServices | null = null;
  readonly #parameters = new Parameters();
  /** Values of the declared parameters; see `defineParameters`. */
  readonly parameters: Readonly<Record<string, ParameterValue>> = {};
  /**
   * What the strategy has to remember beyond the life of a process: an object that JSON can carry, declared with its first
   * values as a class field. Live trading saves it after each step in which it has changed, together with the orders, and
   * gives it back before `initialize`; in a backtest it is an ordinary field.
   *
   * @example
   * override state = { entries: 0, lastSignal: '' };
   */
  state: object = {};
  /** Name of the strategy in reports; the class name unless set. */
  name: string = this.constructor.name;

  /** Called by the engine before `initialize`. A run has an algorithm instance of its own. */
  attach(services: RunServices): void {
    this.#services = services;
  }

  /** What the run lends this algorithm. @throws LockstepError `NOT_ATTACHED` outside of a run */
  protected get run(): RunServices {
    if (this.#services === null) {
      throw new LockstepError(
        'NOT_ATTACHED',
        `${this.name} is not part of a run yet: securities, orders and time exist from initialize() on, not in the constructor or in field initialisers.`,
      );
    }
    return this.#services;
  }

  /** Declared parameters and the values of this run; for the engine and the command line. */
  get parameterSet(): Parameters {
    return this.#parameters;
  }

  /**
   * Declares the strategy's parameters, once, as a class field; the result has their values with their types.
   *
   * @example
   * override readonly parameters = this.defineParameters({ fast: { default: 10, min: 2, max: 50 } });
   */
  protected defineParameters<D extends ParameterDefinitions>(definitions: D): ParameterValues<D> {
    return this.#parameters.declare(definitions);
  }

  /** A parameter by name, as text or with the type of the default value. */
  getParameter(name: string): string | null;
  getParameter<T extends ParameterValue>(name: string, defaultValue: T): T;
  getParameter(name: string, defaultValue?: ParameterValue): ParameterValue | null {
    const value = this.#parameters.get(name);
    if (defaultValue === undefined) return value === undefined ? null : String(value);
    if (value === undefined) return defaultValue;
    if (typeof defaultValue === 'number') {
      const number = Number(value);
      return Number.isNaN(number) ? defaultValue : number;
    }
    return typeof defaultValue === 'boolean' ? String(value) === 'true' : String(value);
  }

  // Handlers, in the order in which a step calls them. Override what you need.

  /** Sets dates, cash, securities, indicators and schedules. Called once, before any data. */
  abstract initialize(): MaybePromise;

  /** Called once when warm-up is over, or before the first data when there is none. */
  onWarmupFinished(): MaybePromise {}

  /** Called for each time step that has data of the strategy's subscriptions. */
  onData(_slice: Slice): MaybePromise {}

  /** Called for every event of an order, during the call that caused it where the broker answers at once. */
  onOrderEvent(_event: OrderEvent): void {}

  /** Called for each security ten minutes before its market closes for the day. */
  onEndOfDay(_symbol: SecuritySymbol): void {}

  /** Called once after the last data. */
  onEndOfAlgorithm(): MaybePromise {}

  /** Called when securities were added or removed. */
  onSecuritiesChanged(_changes: SecurityChanges): void {}

  /** Called before `onData` with the dividends of the step; on raw and split-adjusted data they are booked by then. */
  onDividends(_dividends: DataDictionary<Dividend>): void {}

  /** Called before `onData` with splits, the day before (`Warning`) and on the day; raw positions are split by then. */
  onSplits(_splits: DataDictionary<Split>): void {}

  /** Called before `onData` with delistings, announced (`Warning`) or done; then the position is closed already. */
  onDelistings(_delistings: DataDictionary<Delisting>): void {}

  /** Called before `onData` with new tickers; open orders of the old ones are being cancelled. */
  onSymbolChangedEvents(_events: DataDictionary<SymbolChangedEvent>): void {}

  /** Called before a margin call's orders are placed; the list may be changed. */
  onMarginCall(_requests: SubmitOrderRequest[]): void {}

  /** Called when the margin remaining is at or below five percent of the portfolio. */
  onMarginCallWarning(): void {}

  /** Called with everything that the broker tells beside order events: refusals, commissions, notices, cash. */
  onBrokerageMessage(_message: BrokerageMessage): void {}

  /** Called when the connection to the broker is lost. Orders asked for meanwhile are treated as the policy says. */
  onBrokerageDisconnect(): void {}

  /** Called when the connection is back and what happened meanwhile has been taken in. */
  onBrokerageReconnect(): void {}

  // Time

  /** Now, in the algorithm's zone. */
  get time(): DateTime {
    return toDateTime(this.run.utcMs, this.run.timeZone);
  }

  /** Now, UTC. */
  get utcTime(): DateTime {
    return toDateTime(this.run.utcMs, TimeZone.of('UTC'));
  }

  /** Now, epoch ms UTC: cheaper than `time`. */
  get utcTimeMs(): number {
    return this.run.utcMs;
  }

  /** The algorithm's zone: of `time`, dates and schedule rules. New York unless set. */
  get timeZone(): TimeZone {
    return this.run.timeZone;
  }

  /** Midnight at which the run starts. */
  get startDate(): DateTime {
    return toDateTime(this.run.startUtc, this.run.timeZone);
  }

  /** Last instant of the run. */
  get endDate(): DateTime {
    return toDateTime(this.run.endUtc - 1, this.run.timeZone);
  }

  /** In `initialize` and during warm-up: orders are refused. */
  get isWarmingUp(): boolean {
    return this.run.isWarmingUp;
  }

  /** State of the run. */
  get status(): AlgorithmStatus {
    return this.run.status;
  }

  // The run's parts

  /** The securities that were added, by symbol or ticker. */
  get securities(): Securities {
    return this.run.securities;
  }

  /** Cash and positions, and what they are worth in account currency. */
  get portfolio(): Portfolio {
    return this.run.portfolio;
  }

  /** Currency of the account: US dollars unless set. */
  get accountCurrency(): string {
    return this.run.portfolio.cashBook.accountCurrency;
  }

  /** Trading hours by market, ticker and type; entries that are set here count for securities added later in this run. */
  get marketHoursDatabase(): MarketHoursDatabase {
    return this.run.reference.marketHours;
  }

  /** Lot sizes, price steps and quote currencies; entries that are set here count for securities added later in this run. */
  get symbolPropertiesDatabase(): SymbolPropertiesDatabase {
    return this.run.reference.symbolProperties;
  }

  /** The orders and tickets so far. */
  get transactions(): Transactions {
    return this.run.transactions;
  }

  /** Takes functions to call at times that a date rule and a time rule name. */
  get schedule(): Schedule {
    return this.run.schedule;
  }

  /** Days, for `schedule`. */
  get dateRules(): DateRules {
    return this.run.dateRules;
  }

  /** Times of day, for `schedule`. */
  get timeRules(): TimeRules {
    return this.run.timeRules;
  }

  /** Settings of the run; change them in `initialize`. */
  get settings(): AlgorithmSettings {
    return this.run.settings;
  }

  /** The run's figures as of now. */
  get statistics(): StatisticsResults {
    return this.run.statistics;
  }

  /** How securities are subscribed where the call that adds them does not say; change them in `initialize`. */
  get universeSettings(): UniverseSettings {
    return this.run.universeSettings;
  }

  /** Universes that are ready to be added. */
  get universe(): UniverseDefinitions {
    return new UniverseDefinitions(this.run);
  }

  /** The universes that were added. */
  get universeManager(): UniverseManager {
    return this.run.universes;
  }

  /** Sends the portfolio that the strategy wants to services outside, where the run has a way to them. */
  get signalExport(): SignalExport {
    return this.run.signalExport;
  }

  /** The securities that may be traded now: added, and neither removed nor delisted. */
  get activeSecurities(): ActiveSecurities {
    return new ActiveSecurities(this.run.securities);
  }

  /** The trades that were closed so far. */
  get closedTrades(): readonly ClosedTrade[] {
    return this.run.closedTrades;
  }

  /** Keeps texts by key. */
  get objectStore(): ObjectStore {
    return this.run.objectStore;
  }

  /** The slice of the latest time step; null before the first. */
  get currentSlice(): Slice | null {
    return this.run.currentSlice;
  }

  /**
   * Runs training code at once, or at the times of a date rule and a time rule. It is scheduled like everything else: it
   * takes no engine time.
   */
  train(code: ScheduledCallback): ScheduledEvent;
  train(dateRule: DateRule, timeRule: TimeRule, code: ScheduledCallback): ScheduledEvent;
  train(...args: readonly [ScheduledCallback] | readonly [DateRule, TimeRule, ScheduledCallback]): ScheduledEvent {
    if (args.length === 1) return this.schedule.on(this.dateRules.today, this.timeRules.now, args[0]);
    return this.schedule.on(args[0], args[1], args[2]);
  }

  // Log and charts

  /** Writes a line, with engine time, to the log of the run. */
  log(message: unknown): void {
    this.run.log('log', String(message));
  }

  /** A note for development; one equal to the note before is dropped. */
  debug(message: unknown): void {
    this.run.log('debug', String(message));
  }

  /** Writes a line marked as an error; the run goes on. */
  error(message: unknown): void {
    this.run.log('error', String(message));
  }

  /**
   * Notes what the strategy sees as it decides: indicator values and context. Live trading stores it, and with it every
   * order that follows within the step, so that trades can be asked later why they were made.
   *
   * @example
   * this.signal('breakout', { close: bar.close, atr: atr.value }, spy);
   */
  signal(name: string, values: Signal['values'] = {}, symbol: SecuritySymbol | null = null): void {
    this.run.signal({ name, symbol, values });
  }

  /** Ends the run after this time step. */
  quit(message = ''): void {
    this.run.quit(message);
  }

  /**
   * Plots a value now on a series of a chart; with two arguments the chart is named `Strategy Equity`. Indicators are
   * plotted on series of their names.
   *
   * @throws LockstepError `PLOT_INVALID` unless the value is finite
   */
  plot(series: string, value: number): void;
  plot(chart: string, series: string, value: number): void;
  plot(chart: string, ...indicators: readonly Indicator[]): void;
  plot(first: string, second: string | number | Indicator, third?: number | Indicator, ...more: Indicator[]): void {
    const { charts, utcMs } = this.run;
    if (typeof second === 'number') charts.plot('Strategy Equity', first, utcMs, second);
    else if (typeof second === 'string') charts.plot(first, second, utcMs, Number(third ?? Number.NaN));
    else {
      const indicators = typeof third === 'object' ? [second, third, ...more] : [second];
      for (const each of indicators) charts.plot(first, each.name, utcMs, each.value);
    }
  }

  /** Plots indicators each time they have a new value. @param waitForReady only once they are ready; at once unless set */
  plotIndicator(chart: string, ...indicators: readonly Indicator[]): void;
  plotIndicator(chart: string, waitForReady: boolean, ...indicators: readonly Indicator[]): void;
  plotIndicator(chart: string, ...args: readonly (boolean | Indicator)[]): void {
    for (const indicator of args) {
      if (typeof indicator === 'boolean') continue;
      indicator.onUpdated(() => {
        if (args[0] !== true || indicator.isReady) this.plot(chart, indicator);
      });
    }
  }

  /** Adds a chart to the report; it replaces one of the same name. */
  addChart(chart: Chart): void {
    this.run.charts.add(chart);
  }

  /** A figure shown in the report. */
  setRuntimeStatistic(name: string, value: string | number): void {
    this.run.charts.runtimeStatistics.set(name, String(value));
  }

  /** A line added to the statistics, or replacing one. */
  setSummaryStatistic(name: string, value: string | number): void {
    this.run.setSummaryStatistic(name, String(value));
  }

  /**
   * Warms up with data before the start: a number of bars, or a span of time. `resolution` replaces that of the
   * subscriptions.
   *
   * @throws LockstepError `INITIALIZE_ONLY` after `initialize`, `WARM_UP_INVALID` for less than nothing or part of a bar
   */
  setWarmUp(barCountOrSpan: number | Duration, resolution?: number): void {
    if (typeof barCountOrSpan === 'number') this.run.setWarmUpBars(barCountOrSpan, resolution);
    else this.run.setWarmUpSpan(barCountOrSpan.toMillis(), resolution);
  }
}
