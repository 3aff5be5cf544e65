import type { SubscriptionDataConfig } from '../data/subscription-data-config.ts';
import { MS_PER_SECOND, Resolution, resolutionToMs } from '../time/resolution.ts';
import type { AlgorithmRun } from './algorithm-run.ts';
import { startOfTradeBars } from './trade-bar-count.ts';

/**
 * Instant (epoch ms UTC) from which so many bars of a resolution fit before `endUtc`.
 * @param extendedMarketHours whether pre- and post-market bars count; unless given, as the strategy subscribed
 */
export function startOfBars(
  run: AlgorithmRun,
  config: SubscriptionDataConfig,
  resolution: Resolution,
  count: number,
  endUtc: number,
  extendedMarketHours?: boolean,
): number {
  const { exchangeHours, symbol } = config;
  const exchangeZone = exchangeHours.timeZone;
  const startLocal = startOfTradeBars(
    exchangeHours,
    exchangeZone.toLocal(endUtc),
    Math.max(resolutionToMs(resolution), MS_PER_SECOND),
    count,
    resolution < Resolution.Hour && (extendedMarketHours ?? hasExtendedHours(run, config)),
    config.dataTimeZone,
    resolution === Resolution.Daily && run.factory.hasStrictDailyEndTimes(symbol),
  );
  // By way of the algorithm's clock, as in LEAN: where that one repeats an hour, its first pass counts.
  return run.timeZone.toUtc(run.timeZone.toLocal(exchangeZone.toUtc(startLocal)));
}

function hasExtendedHours(run: AlgorithmRun, { symbol }: SubscriptionDataConfig): boolean {
  const security = run.securities.find(symbol);
  return security?.subscriptions.some((config) => config.extendedMarketHours) ?? false;
}
