import type { ReportSeries } from '../report-input.ts';

const MS_PER_DAY = 86_400_000;

/** The last value of each day; days count from 1970-01-01 in the algorithm's zone and ascend. */
export interface DailyValues {
  readonly days: readonly number[];
  readonly values: readonly number[];
}

/** Wall-clock time, encoded as if it were UTC, of an instant. */
export type ToLocalMs = (utcMs: number) => number;

/** Day that a sample belongs to: one taken at midnight shows the day that just ended. */
export function dayOfSample(localMs: number): number {
  return Math.ceil(localMs / MS_PER_DAY) - 1;
}

/** The last value of each day that has a sample. */
export function dailyValues(series: ReportSeries, toLocalMs: ToLocalMs): DailyValues {
  const days: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < series.times.length; i++) {
    const day = dayOfSample(toLocalMs(series.times[i] as number));
    const value = series.values[i] as number;
    if (days.length > 0 && day <= (days.at(-1) as number)) values[values.length - 1] = value;
    else {
      days.push(day);
      values.push(value);
    }
  }
  return { days, values };
}
