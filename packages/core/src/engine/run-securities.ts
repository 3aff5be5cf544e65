import type { AddSecurityOptions } from '../algorithm/run-services.ts';
import { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { SymbolLike } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import type { Resolution } from '../time/resolution.ts';
import type { AlgorithmRun } from './algorithm-run.ts';
import { requireResolution } from './call-arguments.ts';
import { SubscriptionTarget } from './data-subscriptions.ts';

/** Adds a security to a run, or further subscriptions to one that is there. */
export function addSecurity(
  run: AlgorithmRun,
  symbol: SecuritySymbol,
  resolution: number,
  options: AddSecurityOptions,
): Security {
  requireResolution(symbol.value, resolution);
  const known = run.securities.find(symbol);
  if (known?.isTradable === false) run.subscriptions.cancelRemoval(known);
  const security = known ?? run.factory.security(symbol, run.brokerageModel);
  if (options.leverage !== undefined) security.setLeverage(options.leverage);
  const configs = run.factory.configs(symbol, {
    resolution: resolution as Resolution,
    fillForward: options.fillForward ?? true,
    extendedMarketHours: options.extendedMarketHours ?? false,
    normalization: (options.dataNormalizationMode ?? DataNormalizationMode.Adjusted) as DataNormalizationMode,
    isInternal: false,
  });
  run.securities.add(security);
  security.isTradable = true;
  for (const config of configs) {
    const isThere = security.subscriptions.some(
      (each) => each.resolution === config.resolution && each.tickType === config.tickType,
    );
    if (isThere) continue;
    security.subscriptions.push(config);
    run.subscriptions.request(new SubscriptionTarget(config, security.cache, security), run.endUtc);
  }
  return security;
}

/** Takes a security out of a run: its orders are cancelled, its position is closed. False when it was not there. */
export function removeSecurity(run: AlgorithmRun, symbol: SymbolLike): boolean {
  const security = run.securities.find(symbol);
  if (security === undefined) return false;
  if (!run.isWarmingUp) run.transactions.cancelOpenOrders(security, 'Removed');
  if (security.invested) {
    const options = { liquidateExisting: false, asynchronous: false, tag: 'Removed', properties: undefined };
    run.sizing.liquidate([security], options);
  }
  security.isTradable = false;
  run.subscriptions.requestRemoval(security);
  return true;
}
