import { formatUtc } from '../time/calendar.ts';
import type { PointJson } from './json-text.ts';
import type { SampleSeries } from './sample-series.ts';

/** A series as pairs of time and value. */
export function seriesToJson(series: SampleSeries): PointJson[] {
  return series.times.map((time, i) => [formatUtc(time), String(series.values[i])] as const);
}
