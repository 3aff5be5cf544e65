import type { ExchangeHours } from '../market-hours/exchange-hours.ts';

/**
 * The day that lies `offset` trading days after (or before) the first trading day at or after (at or before) a base
 * day. Beyond `boundary` it is the trading day nearest to the boundary, searched back towards the base. Without hours
 * every day trades. Further days are regular trading days, whatever `extended` says, as in LEAN.
 */
export function scheduledDay(
  hours: ExchangeHours | null,
  base: number,
  offset: number,
  forward: boolean,
  extended: boolean,
  boundary: number,
): number {
  const day = nthDay(hours, base, offset, forward, extended);
  const isBeyond = forward ? day > boundary : day < boundary;
  return isBeyond ? nthDay(hours, boundary, 0, !forward, extended) : day;
}

function nthDay(
  hours: ExchangeHours | null,
  base: number,
  offset: number,
  forward: boolean,
  extended: boolean,
): number {
  if (hours === null) return forward ? base + offset : base - offset;
  let day = base;
  let steps = hours.isDateOpen(base, extended) ? offset : offset + 1;
  for (; steps > 0; steps--) day = forward ? hours.nextTradingDay(day) : hours.previousTradingDay(day);
  return day;
}
