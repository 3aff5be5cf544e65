import type { TimeZone } from '@lockstep/core';
import type { BarColumns } from './bar-columns.ts';

/** Times of bars: in the exchange's zone and in UTC. */
export interface BarTimes {
  /** Start, local ms of the exchange. */
  readonly local: Float64Array;
  /** Start, epoch ms. */
  readonly time: Float64Array;
  /** End, epoch ms. */
  readonly endTime: Float64Array;
  /** Whether every bar ends after the one before it. */
  readonly isAscending: boolean;
}

/** Times of the same columns are asked for again and again; they go when the columns do. */
const memo = new WeakMap<BarColumns, Map<string, BarTimes>>();

/**
 * Times of bars of a length. As in LEAN a bar starts and ends at wall-clock times of its exchange, so a day with a clock
 * change has bars of another true length.
 */
export function barTimes(bars: BarColumns, dataZone: TimeZone, exchangeZone: TimeZone, incrementMs: number): BarTimes {
  const key = `${dataZone.name}|${exchangeZone.name}|${incrementMs}`;
  let byZone = memo.get(bars);
  if (byZone === undefined) memo.set(bars, (byZone = new Map()));
  let times = byZone.get(key);
  if (times === undefined) byZone.set(key, (times = computeTimes(bars, dataZone, exchangeZone, incrementMs)));
  return times;
}

function computeTimes(bars: BarColumns, dataZone: TimeZone, exchangeZone: TimeZone, incrementMs: number): BarTimes {
  const { length } = bars;
  const { regularTime } = bars;
  const isUtc = dataZone === exchangeZone && dataZone.name === 'UTC';
  if (isUtc && regularTime !== null && regularTime[1]! - regularTime[0]! === incrementMs) {
    return { local: bars.time, time: bars.time, endTime: regularTime.subarray(1), isAscending: true };
  }
  const endTime = new Float64Array(length);
  if (isUtc) {
    for (let row = 0; row < length; row++) endTime[row] = bars.time[row]! + incrementMs;
    return { local: bars.time, time: bars.time, endTime, isAscending: isAscending(endTime) };
  }
  const time = new Float64Array(length);
  let local = bars.time;
  if (dataZone !== exchangeZone) {
    local = new Float64Array(length);
    for (let row = 0; row < length; row++) local[row] = exchangeZone.toLocal(dataZone.toUtc(bars.time[row]!));
  }
  for (let row = 0; row < length; row++) {
    const start = local[row]!;
    time[row] = exchangeZone.toUtc(start);
    endTime[row] = exchangeZone.toUtc(start + incrementMs);
  }
  return { local, time, endTime, isAscending: isAscending(endTime) };
}

function isAscending(column: Float64Array): boolean {
  for (let row = 1; row < column.length; row++) if (column[row]! <= column[row - 1]!) return false;
  return true;
}
