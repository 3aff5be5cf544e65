import type { Alpaca } from '@alpacahq/alpaca-trade-api';
import { type Clock, dayOf, type ExchangeHours, MS_PER_DAY, type TradingDay } from '@lockstep/core';
import type { DataRequests } from '../data/data-requests.ts';
import { dateText, NEW_YORK, timeText, tradingDayOf } from './trading-day.ts';

/** How far the calendar is asked for: warm-up looks back, and a session may run for long. */
const BACK_DAYS = 3 * 366;
const AHEAD_DAYS = 366;
/** Differences that are told one by one. */
const MOST_TOLD = 5;

/** What asking for the calendar works with. */
export interface AlpacaCalendarOptions {
  readonly client: Alpaca;
  readonly requests: DataRequests;
  readonly clock: Clock;
  /** Hours of US stocks as they are known without Alpaca. */
  readonly known: ExchangeHours;
}

/** Alpaca's calendar, as far as it differs from the hours that were known. */
export interface AlpacaCalendar {
  readonly days: readonly TradingDay[];
  /** A sentence for people; null where there is no difference. */
  readonly difference: string | null;
}

/**
 * Asks for Alpaca's calendar, holidays, half days and late opens, from three years back to a year ahead, and compares it
 * with the hours that are known.
 *
 * @throws LockstepError `DATA_NOT_PERMITTED`, `DATA_SOURCE_FAILED`
 */
export async function alpacaCalendar(options: AlpacaCalendarOptions): Promise<AlpacaCalendar> {
  const { client, requests, clock, known } = options;
  const today = dayOf(NEW_YORK.toLocal(clock.utcNow()));
  const [first, last] = [today - BACK_DAYS, today + AHEAD_DAYS];
  const [start, end] = [new Date(first * MS_PER_DAY), new Date(last * MS_PER_DAY)];
  const listed = await requests.ask('the calendar', () => client.trading.calendar.legacyCalendar({ start, end }));
  const theirs = new Map<number, TradingDay>();
  for (const { date, open, close } of listed) {
    const day = tradingDayOf({ date: new Date(date).toISOString().slice(0, 10), open, close });
    if (day !== null) theirs.set(day.day, day);
  }
  const days: TradingDay[] = [];
  const differences: string[] = [];
  // What is after its last day is not known to be closed.
  for (let day = first; day <= Math.max(...theirs.keys()); day += 1) {
    const there = theirs.get(day) ?? { day, session: null };
    const here = known.tradingDay(day);
    if (sessionText(there) === sessionText(here)) continue;
    days.push(there);
    differences.push(`${dateText(day)} is ${sessionText(there)} there, ${sessionText(here)} here`);
  }
  return { days, difference: days.length === 0 ? null : sentence(differences) };
}

function sentence(differences: readonly string[]): string {
  const more = differences.length - MOST_TOLD;
  const list = differences.slice(0, MOST_TOLD).join('; ') + (more > 0 ? `; and ${more} more days` : '');
  return (
    `Alpaca's calendar differs from the built-in one: ${list}. This session goes by Alpaca's; backtests go by the calendar ` +
    'of their data folder, so bring that up to date.'
  );
}

function sessionText({ session }: TradingDay): string {
  return session === null ? 'closed' : `${timeText(session.openMs)} to ${timeText(session.closeMs)}`;
}
