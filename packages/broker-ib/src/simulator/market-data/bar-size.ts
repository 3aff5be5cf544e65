import { dayOf, type ExchangeHours, MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '@lockstep/core';

/** A length of bars: shorter than a day by the clock, longer ones by the calendar. */
export type BarSize = { readonly unit: 'intraday'; readonly ms: number } | { readonly unit: 'day' | 'week' | 'month' };

const INTRADAY: Readonly<Record<string, readonly [ms: number, counts: readonly number[]]>> = {
  sec: [MS_PER_SECOND, [1, 5, 10, 15, 30]],
  min: [MS_PER_MINUTE, [1, 2, 3, 5, 10, 15, 20, 30]],
  hour: [MS_PER_HOUR, [1, 2, 3, 4, 8]],
};

/** `5 secs`, `1 min`, `2 hours`, `1 day`, `1W`, `1 month`; null for what is none. */
export function readBarSize(text: string): BarSize | null {
  const match = /^(\d+) ?(sec|min|hour|day|week|month|W|M)s?$/.exec(text.trim());
  if (match === null) return null;
  const count = Number(match[1]);
  const unit = match[2] ?? '';
  const known = INTRADAY[unit];
  if (known !== undefined) return known[1].includes(count) ? { unit: 'intraday', ms: count * known[0] } : null;
  if (count !== 1) return null;
  return { unit: unit === 'day' ? 'day' : unit === 'week' || unit === 'W' ? 'week' : 'month' };
}

/** How far a history reaches back. */
export interface HistorySpan {
  readonly count: number;
  readonly unit: 'S' | 'D' | 'W' | 'M' | 'Y';
}

/** `1800 S`, `2 D`, `1 Y`; null for what is none. */
export function readSpan(text: string): HistorySpan | null {
  const match = /^(\d+) ([SDWMY])$/.exec(text.trim());
  return match === null ? null : { count: Number(match[1]), unit: match[2] as HistorySpan['unit'] };
}

/** Where a span begins that ends at an instant, epoch ms UTC. Days are trading days, the last one among them. */
export function spanStart({ count, unit }: HistorySpan, endUtc: number, hours: ExchangeHours): number {
  if (unit === 'S') return endUtc - count * MS_PER_SECOND;
  const local = hours.timeZone.toLocal(endUtc);
  if (unit === 'D') {
    let day = dayOf(local);
    if (!hours.isDateOpen(day, true)) day = hours.previousTradingDay(day);
    for (let back = 1; back < count; back += 1) day = hours.previousTradingDay(day);
    return hours.timeZone.toUtc(day * MS_PER_DAY);
  }
  if (unit === 'W') return endUtc - 7 * count * MS_PER_DAY;
  const date = new Date(local);
  date.setUTCMonth(date.getUTCMonth() - count * (unit === 'Y' ? 12 : 1));
  return hours.timeZone.toUtc(date.getTime());
}

/** The start of the bar that an instant lies in, both as wall-clock time of the exchange in epoch ms. */
export function barStart(size: BarSize, localMs: number): number {
  if (size.unit === 'intraday') return Math.floor(localMs / size.ms) * size.ms;
  const day = dayOf(localMs);
  if (size.unit === 'day') return day * MS_PER_DAY;
  // 1970-01-01 was a Thursday; weeks begin on Mondays.
  if (size.unit === 'week') return (day - ((((day + 3) % 7) + 7) % 7)) * MS_PER_DAY;
  const date = new Date(localMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}
