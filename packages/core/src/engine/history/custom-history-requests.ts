import type { HistoryQuery } from '../../algorithm/history.ts';
import type { Universe } from '../../algorithm/universes/universe.ts';
import type { HistoryRequest } from '../../data/data-feed.ts';
import { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import type { BaseDataClass } from '../../market/base-data.ts';
import { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import { SecurityType } from '../../market/security-type.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { TickType } from '../../market/tick-type.ts';
import { ExchangeHours } from '../../market-hours/exchange-hours.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { SelectionSource } from '../universes/selection-source.ts';
import { boundsOf, historyRequests } from './history-requests.ts';

/**
 * The requests for past data of a custom type about a symbol: as it is subscribed; where it is not, as a universe would
 * subscribe it.
 */
export function customRequests(
  run: AlgorithmRun,
  type: BaseDataClass,
  symbol: SecuritySymbol,
  query: HistoryQuery,
): HistoryRequest[] {
  const subscribed = [...run.subscriptions.targets].some(
    ({ config }) => config.symbol.id === symbol.id && config.customType === type,
  );
  if (subscribed) {
    return historyRequests(run, symbol, undefined, query).filter(({ config }) => config.customType === type);
  }
  const isOwn = symbol.securityType === SecurityType.Base;
  const hours = isOwn ? ExchangeHours.alwaysOpen(new type().dataTimeZone()) : run.factory.entry(symbol).exchangeHours;
  return request(run, { symbol, type, hours }, query);
}

/** The requests for what a universe could have selected from. @throws LockstepError `HISTORY_INVALID` */
export function universeRequests(run: AlgorithmRun, universe: Universe, query: HistoryQuery): HistoryRequest[] {
  const { dataType: type, symbol, name } = universe;
  if (type === null) {
    throw new LockstepError(
      'HISTORY_INVALID',
      `history() was asked for the data of the universe '${name}', which selects by time alone; expected one that selects from data, such as this.universe.etf('SPY').`,
    );
  }
  const { hours } = new SelectionSource(run, universe, universe.settings ?? run.universeSettings);
  const resolution = query.resolution ?? universe.resolution;
  return request(run, { symbol, type, hours }, { ...query, resolution });
}

function request(
  run: AlgorithmRun,
  data: { readonly symbol: SecuritySymbol; readonly type: BaseDataClass; readonly hours: ExchangeHours },
  query: HistoryQuery,
): HistoryRequest[] {
  const { universeSettings } = run;
  const { options } = query;
  const resolution = query.resolution ?? new data.type().defaultResolution();
  const config = new SubscriptionDataConfig({
    symbol: data.symbol,
    resolution,
    tickType: TickType.Trade,
    dataTimeZone: data.hours.timeZone,
    exchangeHours: data.hours,
    fillForward: options.fillForward ?? universeSettings.fillForward,
    extendedMarketHours: options.extendedMarketHours ?? universeSettings.extendedMarketHours,
    isInternal: false,
    normalization: DataNormalizationMode.Adjusted,
    strictDailyEndTimes: false,
    customType: data.type,
  });
  const { startUtc, endUtc } = boundsOf(run, config, resolution, query, run.clock.utcNow());
  return startUtc < endUtc ? [{ config, startUtc, endUtc, auxiliaryEvents: false }] : [];
}
