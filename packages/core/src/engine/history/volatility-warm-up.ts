import { barOf } from '../../data/slice.ts';
import { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import { SecurityType } from '../../market/security-type.ts';
import type { VolatilityHistory } from '../../securities/models/models.ts';
import type { Security } from '../../securities/security.ts';
import { Resolution, resolutionToMs } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { startOfTradeBars } from '../step/trade-bar-count.ts';
import { pointOf } from './run-history.ts';

/**
 * After a split or dividend: lets the volatility model of an equity with raw prices begin anew, with past prices as they
 * would be now, so that it does not take the jump for a move.
 */
export function restartVolatility(run: AlgorithmRun, security: Security): void {
  if (security.type !== SecurityType.Equity) return;
  if (security.subscriptions[0]?.normalization !== DataNormalizationMode.Raw) return;
  const history = security.volatilityModel.historyRequirements(security);
  if (history !== null) run.pendingWork.add(warmUpVolatility(run, security, history));
}

/** Shows past bars to a security's volatility model; raw prices are scaled to the present. */
export function warmUpVolatility(
  run: AlgorithmRun,
  security: Security,
  { resolution, periods }: VolatilityHistory,
): Promise<void> | undefined {
  const [first] = security.subscriptions;
  if (first === undefined) return undefined;
  const { exchangeHours, dataTimeZone } = first;
  const endUtc = run.clock.utcNow();
  const extendedMarketHours = resolution !== Resolution.Hour && security.hasExtendedHours;
  const counted = {
    exchangeHours,
    dataTimeZone,
    barMs: resolutionToMs(resolution),
    extendedMarketHours,
    strictDailyEndTimes: false,
  };
  const startLocal = startOfTradeBars(counted, periods, exchangeHours.timeZone.toLocal(endUtc));
  const config = new SubscriptionDataConfig({
    symbol: security.symbol,
    resolution,
    tickType: first.tickType,
    dataTimeZone,
    exchangeHours,
    fillForward: true,
    extendedMarketHours,
    isInternal: false,
    normalization:
      first.normalization === DataNormalizationMode.Raw ? DataNormalizationMode.ScaledRaw : first.normalization,
    strictDailyEndTimes: resolution === Resolution.Daily && run.factory.hasStrictDailyEndTimes(security.symbol),
  });
  const startUtc = exchangeHours.timeZone.toUtc(startLocal);
  return run.runHistory.each([{ config, startUtc, endUtc, auxiliaryEvents: false }], (slice) => {
    const point = pointOf(slice, security.symbol, config.kind);
    if (point !== null) security.volatilityModel.update(security, barOf(point));
  });
}
