import type { SecuritySymbol } from '../market/symbol.ts';
import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import { MS_PER_DAY, MS_PER_MINUTE } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { LAST_SCHEDULED_DAY } from './schedule-rule.ts';
import { type EventCallback, ScheduledEvent } from './scheduled-event.ts';

const ALGORITHM_END_OF_DAY = MS_PER_DAY - 2 * MS_PER_MINUTE;
const BEFORE_SECURITY_CLOSE = 10 * MS_PER_MINUTE;

/** The days of an event: `startDay` to `endDay`, and only instants strictly after `afterUtc` (epoch ms). */
export interface DailyEventRange {
  readonly startDay: number;
  /** Last day; open unless given. */
  readonly endDay?: number;
  readonly afterUtc: number;
}

/**
 * `onEndOfDay()`: 23:58 in the algorithm's zone on days on which any security trades regularly. LEAN makes it anew
 * whenever securities change, which moves it behind all other events.
 * @param markets hours of the algorithm's securities, read for each day
 */
export function algorithmEndOfDay(
  markets: () => Iterable<ExchangeHours>,
  zone: TimeZone,
  range: DailyEventRange,
  callback: EventCallback,
): ScheduledEvent {
  function* times(): Generator<number> {
    for (let day = range.startDay; day <= lastDay(range); day++) {
      const utc = zone.toUtc(day * MS_PER_DAY + ALGORITHM_END_OF_DAY);
      if (utc > range.afterUtc && anyOpen(markets(), day)) yield utc;
    }
  }
  return new ScheduledEvent('Algorithm.EndOfDay', times(), callback);
}

/**
 * `onEndOfDay(symbol)`: ten minutes before the last close of each regular trading day, or of its extended hours; for a
 * market that never closes, the midnight that ends the day.
 */
export function securityEndOfDay(
  symbol: SecuritySymbol,
  hours: ExchangeHours,
  extendedMarketHours: boolean,
  range: DailyEventRange,
  callback: EventCallback,
): ScheduledEvent {
  function* times(): Generator<number> {
    for (let day = range.startDay; day <= lastDay(range); day++) {
      if (!hours.isDateOpen(day)) continue;
      const local = hours.isAlwaysOpen
        ? (day + 1) * MS_PER_DAY
        : hours.lastDailyMarketClose(day * MS_PER_DAY, extendedMarketHours) - BEFORE_SECURITY_CLOSE;
      const utc = hours.timeZone.toUtc(local);
      if (utc > range.afterUtc) yield utc;
    }
  }
  return new ScheduledEvent(`${symbol.value}.EndOfDay`, times(), callback);
}

function lastDay({ endDay }: DailyEventRange): number {
  return Math.min(endDay ?? LAST_SCHEDULED_DAY, LAST_SCHEDULED_DAY);
}

function anyOpen(markets: Iterable<ExchangeHours>, day: number): boolean {
  for (const hours of markets) if (hours.isDateOpen(day)) return true;
  return false;
}
