import { resolutionToMs } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { SelectionSource } from '../universes/selection-source.ts';
import { matchingConfigs } from './history-requests.ts';
import { startOfBars } from './history-start.ts';

/**
 * The instant (epoch ms UTC) from which data is needed to warm up as the strategy asked: so long before the start, or so
 * many bars of the subscription that reaches back furthest.
 */
function warmUpStart(run: AlgorithmRun): number {
  const { warmUp, startUtc, timeZone } = run;
  const { warmupResolution } = run.settings;
  if (warmUp.spanMs !== null) return timeZone.toUtc(timeZone.toLocal(startUtc) - warmUp.spanMs);
  const count = warmUp.bars ?? 0;
  let earliest = Number.POSITIVE_INFINITY;
  for (const { symbol } of run.securities) {
    for (const config of matchingConfigs(run, symbol, undefined, warmupResolution)) {
      const resolution = warmupResolution ?? config.resolution;
      earliest = Math.min(earliest, startOfBars(run, config, { resolution, count, endUtc: startUtc }));
    }
  }
  if (earliest !== Number.POSITIVE_INFINITY) return earliest;
  // Without securities, so many bars of those that universes will bring, and so many selections.
  const barMs = resolutionToMs(warmupResolution ?? run.universeSettings.resolution);
  earliest = timeZone.toUtc(timeZone.toLocal(startUtc) - count * barMs);
  for (const universe of run.universes.waiting) {
    const { resolution } = universe;
    const config = new SelectionSource(run, universe, universe.settings ?? run.universeSettings).config;
    earliest = Math.min(
      earliest,
      startOfBars(run, config, { resolution: warmupResolution ?? resolution, count, endUtc: startUtc }),
    );
  }
  return earliest;
}

/** Starts the warm-up if one was asked for; returns the instant (epoch ms UTC) from which data is needed. */
export function beginWarmUp(run: AlgorithmRun): number {
  if (!run.warmUp.isRequested) return run.startUtc;
  const startUtc = warmUpStart(run);
  run.warmUp.isActive = startUtc < run.startUtc;
  return startUtc;
}
