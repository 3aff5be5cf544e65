import type { BrokerageCapabilities } from '../../brokerage/brokerage.ts';
import type { BrokerageModel } from '../../brokerage-models/brokerage-model.ts';
import type { Cash } from '../../currencies/cash.ts';
import type { CashBook } from '../../currencies/cash-book.ts';
import type { ReferenceData } from '../../data/reference-data.ts';
import { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import type { BaseDataClass } from '../../market/base-data.ts';
import type { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import { MarginInterestRate } from '../../market/margin-interest-rate.ts';
import { SecurityType } from '../../market/security-type.ts';
import { SecuritySymbol } from '../../market/symbol.ts';
import { TickType } from '../../market/tick-type.ts';
import type { MarketHoursEntry } from '../../market-hours/market-hours-entry.ts';
import type { Decimal } from '../../numeric/decimal.ts';
import { Security } from '../../securities/security.ts';
import { SecurityExchange } from '../../securities/security-exchange.ts';
import type { SymbolProperties } from '../../symbol-properties/symbol-properties.ts';
import { Resolution } from '../../time/resolution.ts';
import type { EngineClock } from '../engine-clock.ts';
import type { RunFundamentals } from '../universes/run-fundamentals.ts';

/** How a subscription is made. */
export interface SubscriptionSettings {
  readonly resolution: Resolution;
  readonly fillForward: boolean;
  readonly extendedMarketHours: boolean;
  readonly normalization: DataNormalizationMode;
  readonly isInternal: boolean;
}

/** Makes symbols, securities and subscriptions from the reference data. */
export class SecurityFactory {
  readonly #reference: ReferenceData;
  readonly #cashBook: CashBook;
  readonly #clock: EngineClock;
  readonly #fundamentals: RunFundamentals;
  readonly #dailyPreciseEndTime: () => boolean;
  readonly #capabilities: () => BrokerageCapabilities;
  /** Hours and properties of custom data, by symbol id. */
  readonly #custom = new Map<string, { readonly entry: MarketHoursEntry; readonly properties: SymbolProperties }>();

  constructor(options: {
    readonly reference: ReferenceData;
    readonly cashBook: CashBook;
    readonly clock: EngineClock;
    readonly fundamentals: RunFundamentals;
    readonly dailyPreciseEndTime: () => boolean;
    readonly capabilities: () => BrokerageCapabilities;
  }) {
    this.#reference = options.reference;
    this.#cashBook = options.cashBook;
    this.#clock = options.clock;
    this.#fundamentals = options.fundamentals;
    this.#dailyPreciseEndTime = options.dailyPreciseEndTime;
    this.#capabilities = options.capabilities;
  }

  symbol(ticker: string, type: SecurityType, market: string): SecuritySymbol {
    return new SecuritySymbol(ticker, this.#reference.identify(ticker, type, market));
  }

  /** Gives custom data hours and properties, which no database knows. */
  setCustom(symbol: SecuritySymbol, entry: MarketHoursEntry, properties: SymbolProperties): void {
    this.#custom.set(symbol.id, { entry, properties });
  }

  /** Trading hours and the zone of the data. */
  entry(symbol: SecuritySymbol): MarketHoursEntry {
    const custom = this.#custom.get(symbol.id);
    if (custom !== undefined) return custom.entry;
    return this.#reference.marketHours.entry(symbol.market, symbol.value, symbol.securityType);
  }

  properties(symbol: SecuritySymbol): SymbolProperties {
    const custom = this.#custom.get(symbol.id);
    if (custom !== undefined) return custom.properties;
    return this.#reference.symbolProperties.properties(
      symbol.market,
      symbol.value,
      symbol.securityType,
      this.#cashBook.accountCurrency,
    );
  }

  /** A security with its currencies in the cash book and the models of a brokerage model. */
  security(symbol: SecuritySymbol, model: Pick<BrokerageModel, 'modelsFor'>): Security {
    const properties = this.properties(symbol);
    const { exchangeHours } = this.entry(symbol);
    const { quote, base } = this.currencies(symbol);
    const security = new Security({
      symbol,
      symbolProperties: properties,
      quantityStep: this.#quantityStep(symbol.securityType, properties),
      exchange: new SecurityExchange(exchangeHours, this.#clock),
      quoteCurrency: quote,
      baseCurrency: base,
      cashBook: this.#cashBook,
      clock: this.#clock,
      models: model.modelsFor(symbol),
      dataFile: (path) => this.#reference.dataFile(path),
      fundamentals: () => this.#fundamentals.asOf(symbol, exchangeHours.timeZone.toLocal(this.#clock.utcNow())),
    });
    return security;
  }

  /** The broker's step of quantities where that is finer than the lot. */
  #quantityStep(securityType: SecurityType, { lotSize }: SymbolProperties): Decimal {
    const step = this.#capabilities().quantitySteps?.find((each) => each.securityType === securityType)?.step;
    return step === undefined || step.gt(lotSize) ? lotSize : step;
  }

  /** The currencies of a security, added to the cash book; only pairs have a base. @throws LockstepError `PAIR_INVALID` */
  currencies(symbol: SecuritySymbol): { readonly quote: Cash; readonly base: Cash | null } {
    const { quoteCurrency } = this.properties(symbol);
    const base = baseCurrency(symbol, quoteCurrency);
    const quote = this.#cashBook.ensure(quoteCurrency);
    return { quote, base: base === null ? null : this.#cashBook.ensure(base) };
  }

  /** The subscriptions that adding a security at a resolution makes: trades, quotes, funding rates of crypto futures. */
  configs(symbol: SecuritySymbol, settings: SubscriptionSettings): SubscriptionDataConfig[] {
    const configs = tickTypes(symbol.securityType, settings.resolution).map((tickType) =>
      this.config(symbol, tickType, settings),
    );
    if (symbol.securityType === SecurityType.CryptoFuture) {
      configs.push(this.config(symbol, TickType.Quote, settings, MarginInterestRate));
    }
    return configs;
  }

  config(
    symbol: SecuritySymbol,
    tickType: TickType,
    settings: SubscriptionSettings,
    customType: BaseDataClass | null = null,
  ): SubscriptionDataConfig {
    const entry = this.entry(symbol);
    return new SubscriptionDataConfig({
      symbol,
      resolution: settings.resolution,
      tickType,
      dataTimeZone: entry.dataTimeZone,
      exchangeHours: entry.exchangeHours,
      fillForward: settings.fillForward,
      extendedMarketHours: settings.extendedMarketHours,
      isInternal: settings.isInternal,
      normalization: settings.normalization,
      strictDailyEndTimes: settings.resolution === Resolution.Daily && this.hasStrictDailyEndTimes(symbol),
      customType,
    });
  }

  /** Daily bars of the symbol end at the market's close instead of at midnight. */
  hasStrictDailyEndTimes(symbol: SecuritySymbol): boolean {
    if (!this.#dailyPreciseEndTime() || !hasStrictDays(symbol)) return false;
    return !this.entry(symbol).exchangeHours.isAlwaysOpen;
  }
}

/** Kinds of data of a security type, as LEAN subscribes them. */
export function tickTypes(type: SecurityType, resolution: Resolution): TickType[] {
  switch (type) {
    case SecurityType.Forex:
    case SecurityType.Cfd:
      return [TickType.Quote];
    case SecurityType.Crypto:
    case SecurityType.CryptoFuture:
      return [TickType.Trade, TickType.Quote];
    case SecurityType.Equity:
      return resolution >= Resolution.Hour ? [TickType.Trade] : [TickType.Trade, TickType.Quote];
    default:
      return [TickType.Trade];
  }
}

/** Types whose daily bars end at the market's close; forex and Oanda's CFDs keep midnight. */
function hasStrictDays(symbol: SecuritySymbol): boolean {
  if (symbol.securityType === SecurityType.Forex || symbol.securityType === SecurityType.Base) return false;
  return !(symbol.securityType === SecurityType.Cfd && symbol.market === 'oanda');
}

/** Types whose ticker is a pair of currencies. */
const PAIR_TYPES: ReadonlySet<SecurityType> = new Set<SecurityType>([
  SecurityType.Forex,
  SecurityType.Crypto,
  SecurityType.CryptoFuture,
]);

function baseCurrency(symbol: SecuritySymbol, quote: string): string | null {
  if (!PAIR_TYPES.has(symbol.securityType)) return null;
  if (symbol.value.endsWith(quote) && symbol.value.length > quote.length) return symbol.value.slice(0, -quote.length);
  throw new LockstepError(
    'PAIR_INVALID',
    `'${symbol.value}' is not a pair that the market '${symbol.market}' lists, and it does not end with ${quote}, the account's currency. Check the ticker and the market (base and quote currency are joined, as in EURUSD or BTCUSD), or add the pair to symbol-properties/symbol-properties-database.csv of the data folder.`,
  );
}
