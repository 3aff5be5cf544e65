import { civilFromDays, daysFromCivil, formatDay, LockstepError } from '@lockstep/core';

/**
 * Days since 1970-01-01 of a date as options give it.
 *
 * @throws LockstepError `USAGE`
 */
export function parseDay(text: string, option: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (match !== null) {
    const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
    const days = daysFromCivil(year, month, day);
    const civil = civilFromDays(days);
    if (civil.year === year && civil.month === month && civil.day === day) return days;
  }
  throw new LockstepError('USAGE', `${option} is "${text}"; expected a date as yyyy-MM-dd, for example 2024-03-04.`);
}

/** `yyyy-MM-dd`. */
export function dayText(day: number): string {
  return formatDay(day).replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3');
}
