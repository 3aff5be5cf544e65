import { dayOf, MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, TimeZone, type TradingDay } from '@lockstep/core';
import type { WireTradingDay } from '../wire/account.ts';

/** Alpaca's days and times are New York's. */
export const NEW_YORK: TimeZone = TimeZone.of('America/New_York');

/** A day of trading as Alpaca's calendar has it; null for what cannot be read. */
export function tradingDayOf({ date, open, close }: WireTradingDay): TradingDay | null {
  const day = dayOf(Date.parse(`${date}T00:00:00Z`));
  const [openMs, closeMs] = [timeOf(open), timeOf(close)];
  return Number.isFinite(day) && openMs < closeMs ? { day, session: { openMs, closeMs } } : null;
}

function timeOf(text: string): number {
  const [, hour, minute] = /^(\d\d):?(\d\d)/.exec(text) ?? [];
  return Number(hour) * MS_PER_HOUR + Number(minute) * MS_PER_MINUTE;
}

/** A time of day as `13:00`. @param ms since midnight */
export function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

/** A day as `2024-07-03`. @param day days since 1970-01-01 */
export function dateText(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}
