import type { ReportSeries } from '../report-input.ts';

/** A fall below an earlier peak, from the peak until its height is reached again. */
export interface DrawdownEpisode {
  readonly peakMs: number;
  readonly troughMs: number;
  /** Null when the run ended below the peak. */
  readonly recoveryMs: number | null;
  /** Largest distance below the peak as a negative fraction of it. */
  readonly depth: number;
}

/** Distance of each value from the highest one so far, as a fraction ≤ 0. */
export function underwater(values: readonly number[]): number[] {
  let peak = Number.NEGATIVE_INFINITY;
  return values.map((value) => {
    peak = Math.max(peak, value);
    return peak > 0 ? value / peak - 1 : 0;
  });
}

/** The deepest falls, deepest first; equally deep ones in time order. */
export function worstDrawdowns(series: ReportSeries, count: number): DrawdownEpisode[] {
  return drawdownEpisodes(series)
    .sort((a, b) => a.depth - b.depth || a.peakMs - b.peakMs)
    .slice(0, count);
}

function drawdownEpisodes({ times, values }: ReportSeries): DrawdownEpisode[] {
  const depths = underwater(values);
  const episodes: DrawdownEpisode[] = [];
  let peakMs = times[0] ?? 0;
  let trough = -1;
  for (let i = 0; i < depths.length; i++) {
    const depth = depths[i] as number;
    if (depth < 0) {
      if (trough < 0 || depth < (depths[trough] as number)) trough = i;
      continue;
    }
    if (trough >= 0) episodes.push(episode(peakMs, trough, times[i] as number));
    trough = -1;
    peakMs = times[i] as number;
  }
  if (trough >= 0) episodes.push(episode(peakMs, trough, null));
  return episodes;

  function episode(peak: number, lowest: number, recoveryMs: number | null): DrawdownEpisode {
    return { peakMs: peak, troughMs: times[lowest] as number, recoveryMs, depth: depths[lowest] as number };
  }
}
