import type { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { MS_PER_SECOND, Resolution, resolutionToMs } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { startOfTradeBars } from '../step/trade-bar-count.ts';

/** Bars that a history asks for by their number. */
export interface BarCount {
  readonly resolution: Resolution;
  readonly count: number;
  /** Instant before which they are, epoch ms UTC. */
  readonly endUtc: number;
  /** Whether pre- and post-market bars count; unless given, as the strategy subscribed. */
  readonly extendedMarketHours?: boolean | undefined;
}

/** Instant (epoch ms UTC) from which so many bars of a resolution fit before the end. */
export function startOfBars(run: AlgorithmRun, config: SubscriptionDataConfig, bars: BarCount): number {
  const { exchangeHours, symbol, dataTimeZone } = config;
  const { resolution, count, endUtc } = bars;
  const exchangeZone = exchangeHours.timeZone;
  const counted = {
    exchangeHours,
    dataTimeZone,
    barMs: Math.max(resolutionToMs(resolution), MS_PER_SECOND),
    extendedMarketHours: resolution < Resolution.Hour && (bars.extendedMarketHours ?? hasExtendedHours(run, config)),
    strictDailyEndTimes: resolution === Resolution.Daily && run.factory.hasStrictDailyEndTimes(symbol),
  };
  const startLocal = startOfTradeBars(counted, count, exchangeZone.toLocal(endUtc));
  // By way of the algorithm's clock, as in LEAN: where that one repeats an hour, its first pass counts.
  return run.timeZone.toUtc(run.timeZone.toLocal(exchangeZone.toUtc(startLocal)));
}

function hasExtendedHours(run: AlgorithmRun, { symbol }: SubscriptionDataConfig): boolean {
  const security = run.securities.find(symbol);
  return security?.subscriptions.some((config) => config.extendedMarketHours) ?? false;
}
