import { niceStep } from '../analysis/nice-step.ts';

/** A vertical axis. */
export interface ValueScale {
  /** Values to be labelled, ascending. */
  readonly ticks: readonly number[];
  /** Distance between two linear ticks, the smallest tick of a logarithmic axis: decides the decimals of labels. */
  readonly step: number;
  /** Position from the top of the plot (0) to its bottom (1). */
  readonly position: (value: number) => number;
}

/** Values that differ by less are taken as equal. */
const SMALLEST_RANGE = 1e-30;

/** A linear axis over the values, with round ticks at or beyond both ends; `includeZero` forces zero into view. */
export function linearScale(lowest: number, highest: number, includeZero: boolean, tickCount = 5): ValueScale {
  let low = includeZero ? Math.min(0, lowest) : lowest;
  let high = includeZero ? Math.max(0, highest) : highest;
  if (high - low <= Math.max(SMALLEST_RANGE, Math.max(Math.abs(low), Math.abs(high)) * 1e-12)) {
    const margin = Math.abs(high) * 0.01 || 1;
    low -= includeZero && low === 0 ? 0 : margin;
    high += includeZero && high === 0 && low < 0 ? 0 : margin;
  }
  const step = niceStep((high - low) / tickCount);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  const bottom = first * step;
  const span = (last - first) * step;
  return { ticks, step, position: (value) => 1 - (value - bottom) / span };
}

/** A logarithmic axis over positive values; its ticks are round numbers within the range. */
export function logScale(lowest: number, highest: number): ValueScale {
  const margin = Math.max(Math.log(highest / lowest) * 0.04, 1e-3);
  const bottom = Math.log(lowest) - margin;
  const top = Math.log(highest) + margin;
  const ticks = logTicks(Math.exp(bottom), Math.exp(top));
  const step = ticks.length > 1 ? Math.min(...ticks.slice(1).map((tick, i) => tick - (ticks[i] as number))) : lowest;
  return { ticks, step, position: (value) => 1 - (Math.log(value) - bottom) / (top - bottom) };
}

/** Powers of ten for wide ranges, with 2 and 5 between them for narrower ones, linear ticks for the narrowest. */
function logTicks(low: number, high: number): number[] {
  for (const factors of [[1], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 7]]) {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
      ticks.push(...factors.map((factor) => factor * 10 ** power).filter((tick) => tick >= low && tick <= high));
    }
    if (ticks.length >= 4) return ticks;
  }
  return linearScale(low, high, false, 4).ticks.filter((tick) => tick >= low && tick <= high);
}
