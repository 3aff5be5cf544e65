import { type DailyReturns, dailyReturns } from './analysis/daily-returns.ts';
import { type DailyValues, dailyValues } from './analysis/daily-values.ts';
import { yearsBetween } from './analysis/years-between.ts';
import { LocalClock } from './local-clock.ts';
import type { ReportInput } from './report-input.ts';

/** The input with what several sections derive from it. */
export interface ReportView {
  readonly input: ReportInput;
  readonly clock: LocalClock;
  readonly dailyEquity: DailyValues;
  readonly returns: DailyReturns;
  /** From the first to the last equity sample, in years of 365.25 days; 0 without samples. */
  readonly years: number;
}

/** Derives the shared figures once. */
export function reportView(input: ReportInput): ReportView {
  const clock = new LocalClock(input.timeZone);
  const dailyEquity = dailyValues(input.equity, clock.toLocalMs);
  const { times } = input.equity;
  return {
    input,
    clock,
    dailyEquity,
    returns: dailyReturns(dailyEquity, dailyValues(input.benchmark, clock.toLocalMs)),
    years: times.length === 0 ? 0 : yearsBetween(times[0] as number, times.at(-1) as number),
  };
}
