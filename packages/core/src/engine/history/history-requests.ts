import type { HistoryQuery } from '../../algorithm/history.ts';
import type { HistoryRequest } from '../../data/data-feed.ts';
import { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import { DataKind } from '../../market/data-batch.ts';
import { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import { SecurityType } from '../../market/security-type.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { TickType } from '../../market/tick-type.ts';
import { Resolution } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { startOfBars } from './history-start.ts';

/**
 * The requests that answer a query about one symbol: one for each subscription of the wanted kind, at the resolution
 * asked for; for a symbol without subscriptions those that adding it would make.
 *
 * @param tickType only this kind; undefined: all that the symbol has
 * @param withInternal also for the engine's own subscriptions where the strategy has some
 */
export function historyRequests(
  run: AlgorithmRun,
  symbol: SecuritySymbol,
  tickType: TickType | undefined,
  query: HistoryQuery,
  withInternal = false,
): HistoryRequest[] {
  return matchingConfigs(run, symbol, tickType, query.resolution, withInternal).flatMap((config) =>
    requestsOf(run, config, query),
  );
}

/** The request of a query by the example of one subscription; none where there is no time to ask for. */
export function requestsOf(run: AlgorithmRun, config: SubscriptionDataConfig, query: HistoryQuery): HistoryRequest[] {
  const resolution = query.resolution ?? config.resolution;
  const request = historyConfig(run, config, resolution, query);
  const { startUtc, endUtc } = boundsOf(run, config, resolution, query, run.clock.utcNow());
  return startUtc < endUtc ? [{ config: request, startUtc, endUtc, auxiliaryEvents: false }] : [];
}

/**
 * The requests for ticks of one symbol: of the kinds that it is subscribed to at any resolution, and of equities quotes
 * too where ticks were named; for a symbol without subscriptions those that adding it would make.
 */
export function tickRequests(run: AlgorithmRun, symbol: SecuritySymbol, query: HistoryQuery): HistoryRequest[] {
  const resolution = Resolution.Tick;
  const kinds = new Set<TickType>();
  return historyRequests(run, symbol, undefined, { ...query, resolution }).filter(({ config: { tickType, kind } }) => {
    const isFirst = kind !== DataKind.Auxiliary && !kinds.has(tickType);
    kinds.add(tickType);
    return isFirst;
  });
}

/** Resolution of a request for one kind of bar that names none: the finest of the symbol's subscriptions, else the default. */
export function finestResolution(run: AlgorithmRun, symbol: SecuritySymbol): Resolution {
  const { user, internal } = configsOf(run, symbol);
  let finest: Resolution | undefined;
  for (const { resolution } of user.length > 0 ? user : internal) {
    if (finest === undefined || resolution < finest) finest = resolution;
  }
  return finest === undefined || finest === Resolution.Tick ? run.universeSettings.resolution : finest;
}

/** Whether the strategy has ticks of a symbol, and nothing else. */
export function isSubscribedToTicks(run: AlgorithmRun, symbol: SecuritySymbol): boolean {
  const { user } = configsOf(run, symbol);
  return user.length > 0 && user.every(({ resolution }) => resolution === Resolution.Tick);
}

/**
 * Configurations to ask history for, coarse before fine and quotes before trades. The strategy's own come first, the
 * engine's after them if asked for, else only when there are none.
 */
export function matchingConfigs(
  run: AlgorithmRun,
  symbol: SecuritySymbol,
  tickType: TickType | undefined,
  resolution: Resolution | undefined,
  withInternal = false,
): SubscriptionDataConfig[] {
  const { user, internal } = configsOf(run, symbol);
  const byLength = (configs: SubscriptionDataConfig[]): SubscriptionDataConfig[] =>
    configs
      .filter((config) => isOfType(config, tickType))
      .sort((a, b) => b.resolution - a.resolution || b.tickType - a.tickType);
  const configs = byLength(user);
  if (withInternal || configs.length === 0) configs.push(...byLength(internal));
  if (configs.length === 0) return newConfigs(run, symbol, user[0], tickType, resolution);
  if (resolution === undefined || symbol.securityType !== SecurityType.Equity) return configs;
  if (resolution >= Resolution.Hour) return configs.filter((config) => config.tickType !== TickType.Quote);
  if (tickType === undefined && !configs.some((config) => config.tickType === TickType.Quote)) {
    const model = configs[0] as SubscriptionDataConfig;
    configs.unshift(
      run.factory.config(symbol, TickType.Quote, {
        resolution,
        fillForward: model.fillForward,
        extendedMarketHours: model.extendedMarketHours,
        normalization: DataNormalizationMode.Adjusted,
        isInternal: false,
      }),
    );
  }
  return configs;
}

/** Whether a subscription brings trades or quotes as asked for; without a type all that there is. */
function isOfType(config: SubscriptionDataConfig, tickType: TickType | undefined): boolean {
  return tickType === undefined || (config.tickType === tickType && config.kind !== DataKind.Auxiliary);
}

function configsOf(
  run: AlgorithmRun,
  symbol: SecuritySymbol,
): { readonly user: SubscriptionDataConfig[]; readonly internal: SubscriptionDataConfig[] } {
  const user: SubscriptionDataConfig[] = [];
  const internal: SubscriptionDataConfig[] = [];
  for (const { config } of run.subscriptions.targets) {
    if (config.symbol.id === symbol.id) (config.isInternal ? internal : user).push(config);
  }
  return { user, internal };
}

/** What adding the symbol would subscribe to, after the example of a subscription it has already. */
function newConfigs(
  run: AlgorithmRun,
  symbol: SecuritySymbol,
  example: SubscriptionDataConfig | undefined,
  tickType: TickType | undefined,
  asked: Resolution | undefined,
): SubscriptionDataConfig[] {
  const resolution = asked ?? finestResolution(run, symbol);
  const { universeSettings } = run;
  const settings = {
    resolution,
    fillForward: universeSettings.fillForward,
    extendedMarketHours: example?.extendedMarketHours ?? universeSettings.extendedMarketHours,
    normalization: example?.normalization ?? universeSettings.dataNormalizationMode,
    isInternal: false,
  };
  return run.factory
    .configs(symbol, settings)
    .filter((config) => isOfType(config, tickType))
    .sort((a, b) => b.tickType - a.tickType);
}

function historyConfig(
  run: AlgorithmRun,
  config: SubscriptionDataConfig,
  resolution: Resolution,
  { options, range }: HistoryQuery,
): SubscriptionDataConfig {
  if (resolution === Resolution.Tick && 'periods' in range) {
    throw new LockstepError(
      'HISTORY_INVALID',
      `history() was asked for ${range.periods} ticks of ${config.symbol.value}; ticks are not counted. Ask for a duration or the time between two dates, or name a resolution of bars.`,
    );
  }
  return new SubscriptionDataConfig({
    symbol: config.symbol,
    resolution,
    tickType: config.tickType,
    dataTimeZone: config.dataTimeZone,
    exchangeHours: config.exchangeHours,
    fillForward: options.fillForward ?? config.fillForward,
    extendedMarketHours: options.extendedMarketHours ?? config.extendedMarketHours,
    isInternal: false,
    normalization: options.dataNormalizationMode ?? config.normalization,
    strictDailyEndTimes: resolution === Resolution.Daily && run.factory.hasStrictDailyEndTimes(config.symbol),
    customType: config.customType,
  });
}

/** The span asked for, never beyond now. */
export function boundsOf(
  run: AlgorithmRun,
  config: SubscriptionDataConfig,
  resolution: Resolution,
  { range, options }: HistoryQuery,
  nowUtc: number,
): { readonly startUtc: number; readonly endUtc: number } {
  if ('periods' in range) {
    const endUtc = Math.min(range.endUtc ?? nowUtc, nowUtc);
    const bars = { resolution, count: range.periods, endUtc, extendedMarketHours: options.extendedMarketHours };
    return { startUtc: startOfBars(run, config, bars), endUtc };
  }
  if ('spanMs' in range) {
    const zone = run.timeZone;
    return { startUtc: zone.toUtc(zone.toLocal(nowUtc) - range.spanMs), endUtc: nowUtc };
  }
  return { startUtc: range.startUtc, endUtc: Math.min(range.endUtc, nowUtc) };
}
