import { Duration } from 'luxon';
import type { AlgorithmSettings } from '../../algorithm/algorithm-settings.ts';
import type { ConsolidationPeriod } from '../../algorithm/indicators/indicator-registry.ts';
import { barConsolidator } from '../../consolidators/bar-consolidator.ts';
import type { Consolidator } from '../../consolidators/consolidator.ts';
import { IdentityConsolidator } from '../../consolidators/identity-consolidator.ts';
import { MarketHourAwareConsolidator } from '../../consolidators/market-hour-aware-consolidator.ts';
import type { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import { MS_PER_DAY, Resolution, resolutionName, resolutionToMs } from '../../time/resolution.ts';

/** Length of bars: of a resolution, or so many milliseconds; a function of the calendar has none. */
interface Length {
  readonly ms: number;
  /** Asked for as a resolution, of which days follow the market's hours. */
  readonly isResolution: boolean;
}

/** Whether bars of a period are those of the subscription itself. */
export function isOwnPeriod(config: SubscriptionDataConfig, period: ConsolidationPeriod | undefined): boolean {
  return period === undefined || (hasLength(period) && lengthOf(period).ms === config.incrementMs);
}

function hasLength(period: ConsolidationPeriod): period is Resolution | number | Duration {
  return typeof period === 'number' || Duration.isDuration(period);
}

/**
 * A consolidator that turns the bars or ticks of a subscription into those of a period.
 *
 * @param settings whether days run from open to close, and whether they take in extended hours
 * @throws LockstepError `CONSOLIDATOR_INVALID` for a period that is shorter than the subscription's bars
 */
export function createConsolidator(
  config: SubscriptionDataConfig,
  period: ConsolidationPeriod | undefined,
  settings: AlgorithmSettings,
): Consolidator {
  const { kind, tickType } = config;
  if (period === undefined || isOwnPeriod(config, period)) return new IdentityConsolidator(kind, tickType);
  if (!hasLength(period)) return barConsolidator(kind, period, tickType);
  const { ms, isResolution } = lengthOf(period);
  if (!(ms >= config.incrementMs)) {
    throw new LockstepError(
      'CONSOLIDATOR_INVALID',
      `Bars of ${ms} ms of ${config.symbol.value} cannot be made from its ${resolutionName(config.resolution)} data; ask for a period of at least ${config.incrementMs} ms, or add the security at a finer resolution.`,
    );
  }
  if (!isResolution || ms !== MS_PER_DAY) return barConsolidator(kind, { periodMs: ms }, tickType);
  return new MarketHourAwareConsolidator({
    symbol: config.symbol,
    exchangeHours: config.exchangeHours,
    periodMs: ms,
    kind,
    tickType,
    dailyStrictEndTime: settings.dailyPreciseEndTime,
    extendedMarketHours: settings.dailyConsolidationUseExtendedMarketHours && config.extendedMarketHours,
  });
}

/** Numbers up to the largest resolution are resolutions, larger ones milliseconds. */
function lengthOf(period: Resolution | number | Duration): Length {
  if (Duration.isDuration(period)) return { ms: period.toMillis(), isResolution: false };
  const isResolution = Number.isInteger(period) && period >= Resolution.Tick && period <= Resolution.Daily;
  return { ms: isResolution ? resolutionToMs(period as Resolution) : period, isResolution };
}
