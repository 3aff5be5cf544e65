import { AlgorithmStatus, civilFromDays, dayOf, type EngineOutcome } from '@lockstep/core';

/** A run that ended early (by an error, an interruption or for want of money) says nothing about data it did not reach. */
export function sawItsData({ run, interrupted }: EngineOutcome): boolean {
  const isWorthless = run.portfolio.exactTotalPortfolioValue.sign() <= 0;
  return run.status === AlgorithmStatus.Completed && !interrupted && !isWorthless;
}

/** The last day that a run came to: its strategy may have ended it itself. */
export function lastDayReached({ run }: EngineOutcome): number {
  const { endDay, quitUtc } = run.dates;
  return quitUtc === Number.POSITIVE_INFINITY ? endDay : Math.min(endDay, dayOf(run.timeZone.toLocal(quitUtc)));
}

/** `2024-03-04` of a day number. */
export function isoDay(day: number): string {
  const { year, month, day: dayOfMonth } = civilFromDays(day);
  return `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}
