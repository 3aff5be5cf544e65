import type { DailyValues } from './daily-values.ts';

/** Returns of the days on which something was priced; all columns have the same length. */
export interface DailyReturns {
  readonly days: readonly number[];
  /** Change of the strategy since the day before, as a fraction. */
  readonly strategy: readonly number[];
  /** Change of the benchmark; NaN when there is none. */
  readonly benchmark: readonly number[];
}

/**
 * Day-to-day changes. Equity is sampled on every calendar day, so days on which neither the strategy nor a moving benchmark
 * changed (without a benchmark: unchanged Saturdays and Sundays) are not trading days and are left out.
 */
export function dailyReturns(equity: DailyValues, benchmark: DailyValues): DailyReturns {
  const hasBenchmark = benchmark.values.some((value) => value !== benchmark.values[0]);
  const market = hasBenchmark ? new Map(benchmark.days.map((day, i) => [day, benchmark.values[i] as number])) : null;
  const result = { days: [] as number[], strategy: [] as number[], benchmark: [] as number[] };
  let lastMarket = market?.get(equity.days[0] ?? 0) ?? Number.NaN;
  for (let i = 1; i < equity.days.length; i++) {
    const day = equity.days[i] as number;
    const change = (equity.values[i] as number) / (equity.values[i - 1] as number) - 1;
    const level = market?.get(day) ?? lastMarket;
    const marketChange = level / lastMarket - 1;
    lastMarket = level;
    const closed = market === null ? isWeekend(day) : marketChange === 0 || Number.isNaN(marketChange);
    if (!Number.isFinite(change) || (change === 0 && closed)) continue;
    result.days.push(day);
    result.strategy.push(change);
    result.benchmark.push(marketChange);
  }
  return result;
}

/** 1970-01-01 was a Thursday. */
function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}
