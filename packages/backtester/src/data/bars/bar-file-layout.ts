import { civilFromDays, daysFromCivil, MS_PER_DAY } from '@lockstep/core';

/** How the rows of a bar file are written. */
export interface BarFileLayout {
  /** Midnight of the file's day (local ms) when rows begin with ms since midnight; null when they begin with `yyyyMMdd HH:mm`. */
  readonly dayStart: number | null;
  /** Prices are integers of 10^-priceScale: 4 for equities, else 0. */
  readonly priceScale: number;
}

/** Midnight of a date written as the number yyyyMMdd, local ms; NaN when there is no such date. */
export function midnightOf(date: number): number {
  const year = Math.floor(date / 10_000);
  const month = Math.floor(date / 100) % 100;
  const days = daysFromCivil(year, month, date % 100);
  const civil = civilFromDays(days);
  return civil.year === year && civil.month === month && civil.day === date % 100 ? days * MS_PER_DAY : Number.NaN;
}
