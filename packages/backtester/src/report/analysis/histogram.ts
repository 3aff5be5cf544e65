import { niceStep } from './nice-step.ts';

/** How many values fall between two bounds. */
export interface Bin {
  /** Inclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly count: number;
}

/** Shape of a distribution. */
export interface Distribution {
  readonly bins: readonly Bin[];
  readonly mean: number;
  /** Sample standard deviation. */
  readonly deviation: number;
  /** The value that 5 % of all values lie at or below. */
  readonly worstTwentieth: number;
  readonly smallest: number;
  readonly largest: number;
  /** Share of values above zero. */
  readonly positiveShare: number;
}

const FEWEST_BINS = 12;
const MOST_BINS = 60;
/** Returns that differ by less are taken as equal. */
const SMALLEST_RANGE = 1e-12;

/**
 * A histogram whose bins have a round width (Freedman–Diaconis, within 12 to 60 bins) and meet at zero.
 * Null for fewer than two values or when all are equal.
 */
export function distribution(values: readonly number[]): Distribution | null {
  const sorted = [...values].sort((a, b) => a - b);
  const smallest = sorted[0];
  const largest = sorted.at(-1);
  if (smallest === undefined || largest === undefined || largest - smallest < SMALLEST_RANGE) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    bins: countBins(sorted, binWidth(sorted, largest - smallest)),
    mean,
    deviation: Math.sqrt(squares / (values.length - 1)),
    worstTwentieth: quantile(sorted, 0.05),
    smallest,
    largest,
    positiveShare: values.filter((value) => value > 0).length / values.length,
  };
}

/** Quantile of ascending values, interpolated between neighbours. */
export function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

function binWidth(sorted: readonly number[], range: number): number {
  const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const wanted = (2 * spread) / Math.cbrt(sorted.length);
  return niceStep(Math.min(range / FEWEST_BINS, Math.max(range / MOST_BINS, wanted)));
}

function countBins(sorted: readonly number[], width: number): Bin[] {
  const first = Math.floor((sorted[0] as number) / width);
  const last = Math.floor((sorted.at(-1) as number) / width);
  const counts = Array.from({ length: last - first + 1 }, () => 0);
  for (const value of sorted) {
    const index = Math.floor(value / width) - first;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, i) => ({ from: (first + i) * width, to: (first + i + 1) * width, count }));
}
