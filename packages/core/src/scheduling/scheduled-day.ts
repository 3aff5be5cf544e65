import type { ExchangeHours } from '../market-hours/exchange-hours.ts';

/** Which day of a period is meant. */
export interface DayInPeriod {
  /** Null: every day trades. */
  readonly hours: ExchangeHours | null;
  /** Trading days after the start of the period, or before its end. */
  readonly offset: number;
  /** Counted from the start of the period instead of its end. */
  readonly forward: boolean;
  /** Whether the first day may be one with extended hours only. */
  readonly extended: boolean;
}

/**
 * The day that lies `offset` trading days behind the first trading day from `base` on, in the direction of the rule.
 * Beyond `boundary` it is the trading day nearest to the boundary, searched back towards the base. As in LEAN, the
 * further days have regular trading, whatever `extended` says.
 */
export function scheduledDay(rule: DayInPeriod, base: number, boundary: number): number {
  const { hours, offset, forward, extended } = rule;
  if (hours === null) return forward ? Math.min(base + offset, boundary) : Math.max(base - offset, boundary);
  const day = walk(hours, base, hours.isDateOpen(base, extended) ? offset : offset + 1, forward);
  const isBeyond = forward ? day > boundary : day < boundary;
  return isBeyond ? walk(hours, boundary, hours.isDateOpen(boundary, extended) ? 0 : 1, !forward) : day;
}

function walk(hours: ExchangeHours, from: number, steps: number, forward: boolean): number {
  let day = from;
  for (let i = 0; i < steps; i++) day = forward ? hours.nextTradingDay(day) : hours.previousTradingDay(day);
  return day;
}
