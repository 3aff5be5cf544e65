import { formatDate } from '../client/format.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A label on the horizontal axis at a wall-clock time. */
export interface TimeTick {
  readonly localMs: number;
  readonly label: string;
}

/** At most nine round times within a period (wall-clock ms): years, months, days or times of day. */
export function timeTicks(fromMs: number, toMs: number): TimeTick[] {
  const span = toMs - fromMs;
  if (!(span > 0)) return [{ localMs: fromMs, label: formatDate(fromMs) }];
  const months = span / (30.44 * DAY);
  if (months > 6) {
    const step = [1, 2, 3, 6, 12, 24, 36, 60, 120, 240].find((candidate) => months / candidate <= 8) ?? 600;
    return monthTicks(fromMs, toMs, step);
  }
  const step = FIXED_STEPS.find((candidate) => span / candidate <= 8) ?? 14 * DAY;
  return fixedTicks(fromMs, toMs, step);
}

const FIXED_STEPS = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  4 * DAY,
  7 * DAY,
  14 * DAY,
  28 * DAY,
];

function monthTicks(fromMs: number, toMs: number, step: number): TimeTick[] {
  const start = new Date(fromMs);
  const ticks: TimeTick[] = [];
  let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  for (; ; month += step) {
    const localMs = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (localMs > toMs) return ticks;
    if (localMs < fromMs) continue;
    const year = String(Math.floor(month / 12));
    ticks.push({ localMs, label: month % 12 === 0 ? year : `${MONTHS[month % 12]} ’${year.slice(2)}` });
  }
}

function fixedTicks(fromMs: number, toMs: number, step: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  for (let localMs = Math.ceil(fromMs / step) * step; localMs <= toMs; localMs += step) {
    const date = new Date(localMs);
    const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
    ticks.push({ localMs, label: localMs % DAY === 0 ? day : date.toISOString().slice(11, 16) });
  }
  return ticks;
}
