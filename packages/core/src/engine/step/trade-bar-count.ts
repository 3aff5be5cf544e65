import { roundDownInZone } from '../../data/round-down.ts';
import type { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import type { ExchangeHours } from '../../market-hours/exchange-hours.ts';
import { dayOf } from '../../time/calendar.ts';
import { MS_PER_DAY } from '../../time/resolution.ts';
import type { TimeZone } from '../../time/time-zone.ts';

/** Bars that are counted, and when they exist. */
export interface CountedBars {
  readonly exchangeHours: ExchangeHours;
  readonly dataTimeZone: TimeZone;
  readonly barMs: number;
  readonly extendedMarketHours: boolean;
  readonly strictDailyEndTimes: boolean;
}

/**
 * Start, as wall-clock time of the exchange, of the span before `endLocalMs` that holds so many bars. Only bars during
 * which the exchange is open count. With strict daily end times the bar of the present day counts once it is complete.
 */
export function startOfTradeBars(bars: CountedBars, count: number, endLocalMs: number): number {
  const { exchangeHours: hours, dataTimeZone, barMs, extendedMarketHours, strictDailyEndTimes } = bars;
  const roundDown = (localMs: number): number =>
    hours.timeZone.toLocal(roundDownInZone(hours.timeZone.toUtc(localMs), barMs, dataTimeZone));
  let current = endLocalMs;
  if (strictDailyEndTimes && barMs === MS_PER_DAY) {
    const day = dayOf(current);
    const todayIsIncomplete =
      !hours.isDateOpen(day) || hours.nextMarketClose(day * MS_PER_DAY, extendedMarketHours) > current;
    if (todayIsIncomplete) current = roundDown(current);
  } else {
    current = roundDown(current);
  }
  for (let found = 0; found < count; ) {
    const previous = current;
    current -= barMs;
    if (hours.isOpenBetween(current, previous, extendedMarketHours)) found += 1;
  }
  return current;
}

/** Start of the last trading day before an instant, both epoch ms UTC: where a feed begins to have a price at once. */
export function startOfTradingDayBefore(
  { exchangeHours, dataTimeZone }: SubscriptionDataConfig,
  strictDailyEndTimes: boolean,
  utcMs: number,
): number {
  const zone = exchangeHours.timeZone;
  const days = { exchangeHours, dataTimeZone, barMs: MS_PER_DAY, extendedMarketHours: false, strictDailyEndTimes };
  return zone.toUtc(startOfTradeBars(days, 1, zone.toLocal(utcMs)));
}
