import { DataError, dayOf, type ExchangeHours, MS_PER_DAY, Resolution, resolutionToMs } from '@lockstep/core';
import { RESOLUTIONS, type ResolutionName } from '../data-target.ts';
import type { ReadBar } from './bar-reader.ts';
import { rowError } from './text-row.ts';

/** Daily rows are seldom this far apart, weekly ones at least. */
const LONG_INTERVAL = 5 * MS_PER_DAY;

/** The most common distance between rows in ms, a day for a single row; at least a day for rows with dates only. */
export function commonInterval(bars: readonly ReadBar[]): number {
  const counts = new Map<number, number>();
  for (let i = 1; i < bars.length; i++) {
    const distance = bars[i]!.local - bars[i - 1]!.local;
    counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  const [common] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [MS_PER_DAY];
  // Days are 23 or 25 hours long where the clocks change, and weekends lie between them.
  return common >= MS_PER_DAY && common < LONG_INTERVAL ? MS_PER_DAY : common;
}

/** The data folder's bars for rows of an interval. @throws DataError `DATA_FILE_CORRUPT` when there are none */
export function resolutionOf(interval: number, file: string): ResolutionName {
  const names = Object.keys(RESOLUTIONS) as ResolutionName[];
  const name = names.find((candidate) => resolutionToMs(RESOLUTIONS[candidate]) === interval);
  if (name !== undefined) return name;
  const coarser = names.filter((candidate) => resolutionToMs(RESOLUTIONS[candidate]) % interval === 0).reverse();
  const advice =
    coarser.length === 0
      ? 'Import finer bars'
      : `Say --resolution ${coarser.slice(0, 2).reverse().join(' or ')} to consolidate them, or import finer bars`;
  throw new DataError(
    'DATA_FILE_CORRUPT',
    `The rows are ${interval / 1000} s apart; data folders hold bars of a second, a minute, an hour or a day. ${advice}`,
    { file },
  );
}

/** Bars of a resolution, and how many rows were left out. */
export interface ConsolidatedBars {
  readonly bars: readonly ReadBar[];
  /** Rows outside of the trading day, which are in no daily bar. */
  readonly outside: number;
}

/**
 * Makes bars of a resolution of shorter ones. Daily bars are made of what lies in regular trading hours.
 *
 * @throws DataError `DATA_ROW_INVALID` for a row off the grid of its interval
 */
export function consolidated(
  bars: readonly ReadBar[],
  interval: number,
  resolution: Resolution,
  hours: ExchangeHours,
): ConsolidatedBars {
  assertOnGrid(bars, interval);
  const isDaily = resolution === Resolution.Daily;
  const step = resolutionToMs(resolution);
  const inside = isDaily ? bars.filter(({ local }) => hours.isOpenBetween(local, local + interval, false)) : bars;
  const groups: ReadBar[] = [];
  for (const bar of inside) {
    const local = bar.local - (((bar.local % step) + step) % step);
    const last = groups.at(-1);
    if (last?.local === local) groups[groups.length - 1] = merged(last, bar);
    else groups.push({ ...bar, local, day: dayOf(local), time: hours.timeZone.toUtc(local) });
  }
  return { bars: groups, outside: bars.length - inside.length };
}

/** @throws DataError `DATA_ROW_INVALID` for a bar that does not start on the grid of its length */
export function assertOnGrid(bars: readonly ReadBar[], step: number): void {
  for (const { local, row, file } of bars) {
    if (local % step !== 0) throw rowError(file, row, 0, `The time does not start a bar of ${step / 1000} s`);
  }
}

function merged(first: ReadBar, next: ReadBar): ReadBar {
  return {
    ...first,
    high: Math.max(first.high, next.high),
    low: Math.min(first.low, next.low),
    close: next.close,
    volume: Number((first.volume + next.volume).toPrecision(15)),
  };
}
