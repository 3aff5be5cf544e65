import type { DateTime } from 'luxon';
import type { AccountType } from '../brokerage-models/account-type.ts';
import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import type { BrokerageName } from '../brokerage-models/brokerage-name.ts';
import { createBrokerageModel } from '../brokerage-models/create-brokerage-model.ts';
import { LockstepError } from '../errors/lockstep-error.ts';
import { shownValue } from '../errors/shown-value.ts';
import type { BaseData, BaseDataClass } from '../market/base-data.ts';
import type { CoarseFundamental, Fundamental } from '../market/fundamental.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { DateRule } from '../scheduling/schedule-rule.ts';
import type { SymbolLike } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import { daysFromDate } from '../time/calendar.ts';
import { dayOfDateTime, isDateTime } from '../time/date-time.ts';
import type { Resolution } from '../time/resolution.ts';
import { TimeZone } from '../time/time-zone.ts';
import { AlgorithmComparisons } from './indicators/algorithm-comparisons.ts';
import type { AddDataOptions, AddSecurityOptions } from './run-services.ts';
import type { SecurityInitializer } from './security-initializer.ts';
import type { DataSelector } from './universes/func-universe.ts';
import type { UniverseSelector } from './universes/timed-universes.ts';
import type { Universe } from './universes/universe.ts';
import { universeOf } from './universes/universe-arguments.ts';
import type { UniverseSelectionModel } from './universes/universe-selection-models.ts';
import type { UniverseSettings } from './universes/universe-settings.ts';

/**
 * A trading strategy. Subclass it once, set it up in `initialize`, act in `onData` and in scheduled events; the same file
 * runs against historical data and live.
 *
 * @example
 * export default class BuyAndHold extends Algorithm {
 *   override initialize() {
 *     this.setStartDate(2013, 10, 7);
 *     this.setEndDate(2013, 10, 11);
 *     this.setCash(100_000);
 *     this.addEquity('SPY', Resolution.Minute);
 *   }
 *   override onData() {
 *     if (!this.portfolio.invested) this.setHoldings('SPY', 1);
 *   }
 * }
 */
export abstract class Algorithm extends AlgorithmComparisons {
  /** First day of the run: midnight in the algorithm's zone. */
  setStartDate(year: number, month: number, day: number): void;
  setStartDate(date: DateTime): void;
  setStartDate(first: number | DateTime, month?: number, day?: number): void {
    this.run.setStartDay(toDay('setStartDate', first, month, day));
  }

  /** Last day of the run, inclusive; yesterday if it is later than that or not set. */
  setEndDate(year: number, month: number, day: number): void;
  setEndDate(date: DateTime): void;
  setEndDate(first: number | DateTime, month?: number, day?: number): void {
    this.run.setEndDay(toDay('setEndDate', first, month, day));
  }

  /** The zone of `time`, of dates and of schedule rules; New York unless set. @param zone IANA name */
  setTimeZone(zone: string | TimeZone): void {
    this.run.setTimeZone(typeof zone === 'string' ? TimeZone.of(zone) : zone);
  }

  /** Cash at the start, in account currency; or of another currency, with its rate if no data gives one. */
  setCash(amount: number): void;
  setCash(currency: string, amount: number, conversionRate?: number): void;
  setCash(first: number | string, amount = 0, conversionRate = 0): void {
    if (typeof first === 'number') this.run.setCash(first);
    else this.run.setCurrencyCash(first, amount, conversionRate);
  }

  /** Currency of the account; before securities are added. A second call is ignored. */
  setAccountCurrency(currency: string, cash?: number): void {
    this.run.setAccountCurrency(currency, cash);
  }

  /**
   * Fees, fills, margin and order rules of a broker, for all securities. Those added before keep their leverage and lose
   * models of their own, so call it first. Only in `initialize`.
   */
  setBrokerageModel(model: BrokerageName | BrokerageModel, accountType?: AccountType): void {
    this.run.setBrokerageModel(typeof model === 'string' ? createBrokerageModel(model, accountType) : model);
  }

  get brokerageModel(): BrokerageModel {
    return this.run.brokerageModel;
  }

  /** What equity is measured against: a ticker, a symbol, or a function of time (epoch ms UTC). */
  setBenchmark(benchmark: string | SecuritySymbol | ((utcMs: number) => number)): void;
  setBenchmark(securityType: SecurityType, ticker: string): void;
  setBenchmark(first: string | SecuritySymbol | SecurityType | ((utcMs: number) => number), ticker?: string): void {
    if (typeof first === 'function') this.run.setBenchmarkFunction(first);
    else if (typeof first === 'number') this.#benchmarkOf(this.run.symbol(ticker ?? '', first, undefined));
    else if (typeof first === 'string') this.#benchmarkOf(this.#knownOrEquity(first));
    else this.#benchmarkOf(first);
  }

  #benchmarkOf(symbol: SecuritySymbol): void {
    this.run.setBenchmarkSymbol(symbol.value, symbol.securityType, symbol.market);
  }

  #knownOrEquity(ticker: string): SecuritySymbol {
    return this.run.securities.find(ticker)?.symbol ?? this.run.symbol(ticker, SecurityType.Equity, undefined);
  }

  /** Yearly risk-free rate, as a fraction, at an instant (epoch ms UTC); the Federal Reserve's rate unless set. */
  setRiskFreeInterestRateModel(rate: (utcMs: number) => number): void {
    this.run.setRiskFreeInterestRate(rate);
  }

  /**
   * Adds an equity: trades and, up to minutes, quotes. What LEAN takes after the market may be given as options:
   * `addEquity('SPY', Resolution.Daily, { dataNormalizationMode: DataNormalizationMode.Raw })`.
   *
   * @param leverage twice the cash unless given (margin accounts)
   * @param dataNormalizationMode prices adjusted for splits and dividends unless given
   */
  addEquity(
    ticker: string,
    resolution?: Resolution,
    options?: AddSecurityOptions & { readonly market?: string },
  ): Security;
  addEquity(
    ticker: string,
    resolution?: Resolution,
    market?: string,
    fillForward?: boolean,
    leverage?: number,
    extendedMarketHours?: boolean,
    dataNormalizationMode?: number,
  ): Security;
  addEquity(ticker: string, resolution?: Resolution, ...rest: unknown[]): Security {
    const [first, fillForward, leverage, extendedMarketHours, dataNormalizationMode] = rest as [
      string | (AddSecurityOptions & { readonly market?: string }) | undefined,
      boolean | undefined,
      number | undefined,
      boolean | undefined,
      number | undefined,
    ];
    const { market, ...options } = typeof first === 'object' ? first : { market: first };
    return this.addSecurity(SecurityType.Equity, ticker, resolution, market, {
      ...options,
      ...(fillForward !== undefined && { fillForward }),
      ...(leverage !== undefined && { leverage }),
      ...(extendedMarketHours !== undefined && { extendedMarketHours }),
      ...(dataNormalizationMode !== undefined && { dataNormalizationMode }),
    });
  }

  /** Adds a currency pair. */
  addForex(
    ticker: string,
    resolution?: Resolution,
    market?: string,
    fillForward?: boolean,
    leverage?: number,
  ): Security {
    return this.#addPair(SecurityType.Forex, ticker, resolution, market, fillForward, leverage);
  }

  /** Adds a crypto pair: trades and quotes. */
  addCrypto(
    ticker: string,
    resolution?: Resolution,
    market?: string,
    fillForward?: boolean,
    leverage?: number,
  ): Security {
    return this.#addPair(SecurityType.Crypto, ticker, resolution, market, fillForward, leverage);
  }

  /** Adds a perpetual crypto future: trades, quotes and funding rates (`MarginInterestRate`). */
  addCryptoFuture(
    ticker: string,
    resolution?: Resolution,
    market?: string,
    fillForward?: boolean,
    leverage?: number,
  ): Security {
    return this.#addPair(SecurityType.CryptoFuture, ticker, resolution, market, fillForward, leverage);
  }

  /**
   * Adds an index: its values. It is not traded unless its `isTradable` is set. The markets of DAX, HSI, KM,
   * N225 and SX5E are known by their tickers.
   */
  addIndex(ticker: string, resolution?: Resolution, market?: string, fillForward?: boolean): Security {
    return this.#addPair(SecurityType.Index, ticker, resolution, market, fillForward, 1);
  }

  /** Adds a contract for difference. */
  addCfd(ticker: string, resolution?: Resolution, market?: string, fillForward?: boolean, leverage?: number): Security {
    return this.#addPair(SecurityType.Cfd, ticker, resolution, market, fillForward, leverage);
  }

  #addPair(
    type: SecurityType,
    ticker: string,
    resolution: Resolution | undefined,
    market: string | undefined,
    fillForward: boolean | undefined,
    leverage: number | undefined,
  ): Security {
    return this.addSecurity(type, ticker, resolution, market, {
      ...(fillForward !== undefined && { fillForward }),
      ...(leverage !== undefined && { leverage }),
    });
  }

  /** Adds a security of any type. One that is there already gets a further subscription. */
  addSecurity(
    type: SecurityType,
    ticker: string,
    resolution?: Resolution,
    market?: string,
    options: AddSecurityOptions = {},
  ): Security {
    return this.run.addSecurity(type, ticker, resolution, market, options);
  }

  /**
   * Subscribes data of the strategy's own type, see `BaseData`, as a security: it comes in slices, has a price, can be
   * traded and feeds indicators. Its name is `TICKER.Type`.
   *
   * @param about what the data is called, or the security that it is about
   * @param resolution that of the type unless given
   * @example
   * const weather = this.addData(Weather, 'NYC', Resolution.Daily);
   */
  addData(
    type: BaseDataClass,
    about: string | SecuritySymbol,
    resolution?: Resolution,
    options: AddDataOptions = {},
  ): Security {
    return this.run.securitySetup.addData(type, about, resolution === undefined ? options : { ...options, resolution });
  }

  /** Cancels its orders, closes its position and ends its data. False when it was never added. */
  removeSecurity(symbol: SymbolLike): boolean {
    return this.run.removeSecurity(symbol);
  }

  /**
   * Replaces what sets securities up when they are added: without one they have the brokerage model's models, with one
   * those of their type and what the initialiser gives them. Call it before securities are added.
   *
   * @param initializer a function of the security, or an object such as `BrokerageModelSecurityInitializer`
   */
  setSecurityInitializer(initializer: SecurityInitializer | ((security: Security) => unknown)): void {
    this.run.securitySetup.setInitializer(toInitializer(initializer));
  }

  /** Adds an initialiser, to be called after the brokerage model's models are set. */
  addSecurityInitializer(initializer: SecurityInitializer | ((security: Security) => unknown)): void {
    this.run.securitySetup.addInitializer(toInitializer(initializer));
  }

  /**
   * Adds securities that a function chooses: at the start, then once a day, or in another period, while the market is
   * open. Those that are no longer chosen are removed, once they have no position and no orders.
   *
   * @example this.addUniverse('odd days', (time) => (time.day % 2 === 1 ? ['SPY'] : []));
   */
  addUniverse(name: string, selector: UniverseSelector): Universe;
  addUniverse(name: string, resolution: Resolution, selector: UniverseSelector): Universe;
  addUniverse(
    securityType: SecurityType,
    name: string,
    resolution: Resolution,
    market: string,
    settings: UniverseSettings,
    selector: UniverseSelector,
  ): Universe;
  /**
   * Adds US equities that a function chooses by price, volume and fundamentals, in one pass or in two, after each trading
   * day or on the days of a rule.
   *
   * @example this.addUniverse((all) => all.filter(({ price }) => price > 500).map(({ symbol }) => symbol));
   */
  addUniverse(selector: DataSelector<Fundamental>): Universe;
  addUniverse(dateRule: DateRule, selector: DataSelector<Fundamental>): Universe;
  addUniverse(coarseSelector: DataSelector<CoarseFundamental>, fineSelector: DataSelector<Fundamental>): Universe;
  /**
   * Adds securities that a function chooses from data of a type, see `BaseData`, each time it comes; all that the data is
   * about unless there is a function.
   */
  addUniverse<T extends BaseData>(type: BaseDataClass<T>, selector?: DataSelector<T>): Universe;
  addUniverse<T extends BaseData>(
    type: BaseDataClass<T>,
    name: string,
    ...rest: readonly [...options: (Resolution | string | UniverseSettings)[], selector: DataSelector<T>] | readonly []
  ): Universe;
  /** Adds a universe of any kind, such as one of `this.universe`, or what fundamentals leave of it. */
  addUniverse(universe: Universe, fundamentalSelector?: DataSelector<Fundamental>): Universe;
  addUniverse(...args: readonly unknown[]): Universe {
    const universe = universeOf(args, this.universeSettings);
    this.run.universes.add(universe);
    return universe;
  }

  /** Adds the universes that a model makes; those of an earlier call stay. */
  addUniverseSelection(model: UniverseSelectionModel): void {
    for (const universe of model.createUniverses(this.universeSettings)) this.run.universes.add(universe);
  }

  /** LEAN's name for `addUniverseSelection`. */
  setUniverseSelection(model: UniverseSelectionModel): void {
    this.addUniverseSelection(model);
  }

  /** What is known of an equity as of now: price and volume of the last trading day, and fundamentals. */
  fundamentals(symbol: SymbolLike): Fundamental;
  fundamentals(symbols: readonly SymbolLike[]): Fundamental[];
  fundamentals(symbols: SymbolLike | readonly SymbolLike[]): Fundamental | Fundamental[] {
    const { fundamentals, utcMs, timeZone } = this.run;
    const of = (each: SymbolLike): Fundamental => {
      const symbol = typeof each === 'string' ? this.#knownOrEquity(each) : 'permtick' in each ? each : each.symbol;
      return fundamentals.asOf(symbol, timeZone.toLocal(utcMs));
    };
    return Array.isArray(symbols) ? symbols.map(of) : of(symbols as SymbolLike);
  }

  /** The symbol of a ticker that was added, or of an equity. */
  symbol(ticker: string): SecuritySymbol {
    return this.#knownOrEquity(ticker);
  }

  /** Whether the exchange of a security is open for regular trading now. */
  isMarketOpen(symbol: SymbolLike): boolean {
    return this.securities.get(symbol).exchange.exchangeOpen;
  }
}

/** @throws LockstepError `DATES_INVALID` */
function toDay(call: string, first: number | DateTime, month: number | undefined, day: number | undefined): number {
  if (typeof first === 'number') return daysFromDate(first, month ?? Number.NaN, day ?? Number.NaN);
  const days = isDateTime(first) ? dayOfDateTime(first) : Number.NaN;
  if (!Number.isNaN(days)) return days;
  throw new LockstepError(
    'DATES_INVALID',
    `${call} got ${shownValue(first)}; expected year, month and day, as in ${call}(2013, 10, 7), or a valid luxon DateTime.`,
  );
}

function toInitializer(initializer: SecurityInitializer | ((security: Security) => unknown)): SecurityInitializer {
  return typeof initializer === 'function' ? { initialize: initializer } : initializer;
}
