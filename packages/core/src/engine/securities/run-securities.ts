import type { AddDataOptions, AddSecurityOptions, SecuritySetup } from '../../algorithm/run-services.ts';
import type { SecurityInitializer } from '../../algorithm/security-initializer.ts';
import type { UniverseSettings } from '../../algorithm/universes/universe-settings.ts';
import type { BrokerageModel } from '../../brokerage-models/brokerage-model.ts';
import { securityTypeModels } from '../../brokerage-models/security-type-models.ts';
import type { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import { type BaseDataClass, typeNameOf } from '../../market/base-data.ts';
import { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import { Market } from '../../market/market.ts';
import { SecurityType } from '../../market/security-type.ts';
import { SecuritySymbol } from '../../market/symbol.ts';
import { TickType } from '../../market/tick-type.ts';
import { ExchangeHours } from '../../market-hours/exchange-hours.ts';
import type { VolatilityHistory } from '../../securities/models/models.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import type { Security } from '../../securities/security.ts';
import { defaultSymbolProperties } from '../../symbol-properties/symbol-properties.ts';
import type { Resolution } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { requireResolution } from '../call-arguments.ts';
import { warmUpVolatility } from '../history/volatility-warm-up.ts';
import { SubscriptionTarget } from '../subscriptions/subscription-target.ts';
import { SecurityInitialization } from './security-initialization.ts';
import { seedPrices } from './seed-prices.ts';

/** Adds securities to a run, sets them up and removes them. */
export class RunSecurities implements SecuritySetup {
  readonly #initialization: SecurityInitialization;
  readonly #run: AlgorithmRun;

  constructor(run: AlgorithmRun, model: BrokerageModel) {
    this.#run = run;
    this.#initialization = new SecurityInitialization(model);
  }

  /** Gives every security the models of another brokerage model, unless the strategy sets them up by itself. */
  useBrokerageModel(model: BrokerageModel): void {
    if (!this.#initialization.useBrokerageModel(model)) return;
    for (const security of this.#run.securities) {
      const leverage = security.buyingPowerModel.getLeverage(security);
      this.#run.pendingWork.add(this.#initialization.initialize(security));
      security.buyingPowerModel.setLeverage(security, leverage);
    }
  }

  /** Subscribes a security; one that is there already gets a further subscription. */
  add(symbol: SecuritySymbol, asked: number | undefined, options: AddSecurityOptions): Security {
    const run = this.#run;
    const { universeSettings } = run;
    const resolution = asked ?? universeSettings.resolution;
    requireResolution(symbol.value, resolution);
    const configs = run.factory.configs(symbol, {
      resolution: resolution as Resolution,
      fillForward: options.fillForward ?? universeSettings.fillForward,
      extendedMarketHours: options.extendedMarketHours ?? universeSettings.extendedMarketHours,
      normalization: requireSubscribable(
        symbol.value,
        options.dataNormalizationMode ?? universeSettings.dataNormalizationMode,
      ),
      isInternal: false,
    });
    return this.#subscribe(symbol, configs, options.leverage ?? universeSettings.leverage);
  }

  /** Subscribes a type of the strategy's own, about a ticker or about another security. */
  addData(type: BaseDataClass, about: string | SecuritySymbol, options: AddDataOptions): Security {
    const symbol = this.#customSymbol(type, about);
    return this.#subscribe(symbol, [this.#customConfig(symbol, type, options)], options.leverage ?? null);
  }

  /** The subscription of custom data, for which there is a market from now on. */
  #customConfig(symbol: SecuritySymbol, type: BaseDataClass, options: AddDataOptions): SubscriptionDataConfig {
    const run = this.#run;
    const factory = new type();
    const resolution = options.resolution ?? factory.defaultResolution();
    requireResolution(symbol.value, resolution);
    const zone = options.timeZone ?? factory.dataTimeZone();
    const exchangeHours = options.exchangeHours ?? ExchangeHours.alwaysOpen(zone);
    const properties = options.symbolProperties ?? defaultSymbolProperties(run.cashBook.accountCurrency);
    run.factory.setCustom(symbol, { exchangeHours, dataTimeZone: zone }, properties);
    const settings = {
      resolution,
      fillForward: options.fillForward ?? false,
      extendedMarketHours: true,
      normalization: DataNormalizationMode.Adjusted,
      isInternal: false,
    };
    return run.factory.config(symbol, TickType.Trade, settings, type);
  }

  #customSymbol(type: BaseDataClass, about: string | SecuritySymbol): SecuritySymbol {
    if (typeof about !== 'string') return SecuritySymbol.createBase(type, about);
    const isMapped = new type().requiresMapping();
    const identity = isMapped
      ? this.#run.reference.identify(about, SecurityType.Equity, Market.USA)
      : { ticker: about.toUpperCase(), securityType: SecurityType.Base, market: Market.USA };
    const ticker = `${identity.ticker}.${typeNameOf(type)}`;
    const custom = { ...identity, ticker, securityType: SecurityType.Base };
    return new SecuritySymbol(about, isMapped ? { ...custom, underlying: identity } : custom, type);
  }

  #subscribe(symbol: SecuritySymbol, configs: readonly SubscriptionDataConfig[], leverage: number | null): Security {
    const run = this.#run;
    const known = run.securities.find(symbol);
    if (known?.isTradable === false) run.subscriptions.cancelRemoval(known);
    const security = known ?? run.factory.security(symbol, { modelsFor: securityTypeModels });
    run.securities.add(security, symbol.value);
    if (known === undefined) this.#linkCustomData(security);
    if (security.type !== SecurityType.Index) security.isTradable = true;
    security.isAddedByName = true;
    const { subscriptions } = run;
    const added = configs.filter(
      (config) => !subscriptions.share(security, config) && !subscriptions.hasUserDefined(security, config),
    );
    security.subscriptions.push(...added);
    for (const config of added)
      run.subscriptions.request(new SubscriptionTarget(config, security.cache, security), run.endUtc);
    if (!security.isInitialized) run.pendingWork.add(this.#initialize(security));
    if (leverage !== null) security.setLeverage(leverage);
    return security;
  }

  /** Lets a security find the custom data about it, whichever was added first. */
  #linkCustomData(security: Security): void {
    for (const other of this.#run.securities) {
      if (other.symbol.underlying?.id === security.symbol.id) security.cache.link(other.cache);
      if (other.symbol.id === security.symbol.underlying?.id) other.cache.link(security.cache);
    }
  }

  /** A security that a universe has chosen, set up but not subscribed, and what to subscribe to. */
  prepare(
    symbol: SecuritySymbol,
    settings: UniverseSettings,
  ): { readonly security: Security; readonly configs: readonly SubscriptionDataConfig[] } {
    const run = this.#run;
    const configs = this.#chosenConfigs(symbol, settings);
    const known = run.securities.find(symbol);
    const security = known ?? run.factory.security(symbol, { modelsFor: securityTypeModels });
    run.securities.add(security);
    if (security.type !== SecurityType.Index) security.isTradable = true;
    if (!security.isInitialized) run.pendingWork.add(this.#initialization.initialize(security));
    if (known === undefined && settings.leverage !== null) security.setLeverage(settings.leverage);
    return { security, configs };
  }

  #chosenConfigs(symbol: SecuritySymbol, settings: UniverseSettings): readonly SubscriptionDataConfig[] {
    const { resolution, fillForward, extendedMarketHours } = settings;
    const { customType } = symbol;
    if (customType !== null) return [this.#customConfig(symbol, customType, { resolution, fillForward })];
    return this.#run.factory.configs(symbol, {
      resolution,
      fillForward,
      extendedMarketHours,
      normalization: requireSubscribable(symbol.value, settings.dataNormalizationMode),
      isInternal: false,
    });
  }

  setInitializer(initializer: SecurityInitializer): void {
    this.#run.onlyInInitialize('setSecurityInitializer');
    this.#initialization.replace(initializer);
  }

  addInitializer(initializer: SecurityInitializer): void {
    this.#run.onlyInInitialize('addSecurityInitializer');
    this.#initialization.add(initializer);
  }

  warmUpVolatility(symbol: SymbolLike, history: VolatilityHistory): void {
    this.#run.pendingWork.add(warmUpVolatility(this.#run, this.#run.securities.get(symbol), history));
  }

  /** Gives a security its first price, if the settings say so, then what the initialisers give it. */
  #initialize(security: Security): Promise<unknown> | undefined {
    const seeding = this.#run.settings.seedInitialPrices ? seedPrices(this.#run, [security]) : undefined;
    return seeding instanceof Promise
      ? seeding.then(() => this.#initialization.initialize(security))
      : this.#initialization.initialize(security);
  }

  /** Cancels its orders, closes its position and ends its data. False when it was never added. */
  remove(symbol: SymbolLike): boolean {
    const run = this.#run;
    const security = run.securities.find(symbol);
    if (security === undefined) return false;
    if (!run.isWarmingUp) run.transactions.cancelOpenOrders(security, 'Removed');
    if (security.invested) {
      const options = { liquidateExisting: false, asynchronous: false, tag: 'Removed', properties: undefined };
      run.sizing.liquidate([security], options);
    }
    security.isTradable = false;
    // What universes alone brought stays theirs: its data goes on, but it is not traded any more.
    if (run.subscriptions.isUserDefined(security)) run.subscriptions.requestRemoval(security);
    return true;
  }
}

/** @throws LockstepError `NORMALIZATION_INVALID` for prices that exist in history alone */
function requireSubscribable(ticker: string, mode: number): DataNormalizationMode {
  if (mode === DataNormalizationMode.ScaledRaw) {
    throw new LockstepError(
      'NORMALIZATION_INVALID',
      `${ticker} was added with prices scaled to the end of a request, which only history has; expected another DataNormalizationMode.`,
    );
  }
  return mode as DataNormalizationMode;
}
