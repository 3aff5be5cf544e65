import { LockstepError } from '../errors/lockstep-error.ts';
import { dayOf, dayOfWeek, formatDay } from '../time/calendar.ts';
import { MS_PER_DAY } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { adjustSegments, DaySchedule } from './day-schedule.ts';
import type { TradingDay } from './market-calendar.ts';
import { isTraded, type MarketSegment, WHOLE_DAY } from './market-segment.ts';

/** How far an open or close is looked for, as LEAN does. */
const FORWARD_DAYS = 15;
const BACKWARD_DAYS = 9;
/** How far a trading day is looked for. */
const TRADING_DAY_LIMIT = 366;

/** What an exchange's hours are made of. Days count from 1970-01-01, times from local midnight in milliseconds. */
export interface ExchangeHoursOptions {
  readonly timeZone: TimeZone;
  /** Regular segments of Sunday … Saturday. */
  readonly week: readonly (readonly MarketSegment[])[];
  readonly holidays?: ReadonlySet<number>;
  /** Days on which banks rest but the exchange trades; they matter to settlement rules only. */
  readonly bankHolidays?: ReadonlySet<number>;
  readonly earlyCloses?: ReadonlyMap<number, number>;
  readonly lateOpens?: ReadonlyMap<number, number>;
}

/**
 * An interval of local time in which an exchange is open, or closed, throughout. It does not reach beyond the local
 * day, except for an exchange that never closes.
 */
export interface MarketSession {
  /** Inclusive local ms. */
  readonly start: number;
  /** Exclusive local ms. */
  readonly end: number;
  readonly isOpen: boolean;
}

const NO_SESSION: MarketSession = { start: Number.NaN, end: Number.NaN, isOpen: false };
const OPEN_FOREVER: MarketSession = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY, isOpen: true };
const NO_DAYS: ReadonlySet<number> = new Set();
const NO_TIMES: ReadonlyMap<number, number> = new Map();

/**
 * When an exchange trades: a weekly schedule with holidays, early closes and late opens, by LEAN's rules. Times are
 * local ms of the exchange's zone (wall clock encoded as if it were UTC epoch ms), days are local days since
 * 1970-01-01. `extended` adds pre- and post-market to regular trading.
 */
export class ExchangeHours {
  readonly timeZone: TimeZone;
  /** Whether each weekday trades regularly from midnight to midnight. */
  readonly isAlwaysOpen: boolean;
  /** Most common length of a weekday's regular trading, ms; of equally common ones the longest. */
  readonly regularSessionMs: number;
  readonly holidays: ReadonlySet<number>;
  readonly bankHolidays: ReadonlySet<number>;
  readonly earlyCloses: ReadonlyMap<number, number>;
  readonly lateOpens: ReadonlyMap<number, number>;
  private readonly week: readonly DaySchedule[];
  private readonly adjustedDays: Map<number, DaySchedule>;
  private readonly neverCloses: boolean;
  private regularSession: MarketSession = NO_SESSION;
  private extendedSession: MarketSession = NO_SESSION;

  constructor(options: ExchangeHoursOptions) {
    this.timeZone = options.timeZone;
    this.week = Array.from({ length: 7 }, (_, weekday) => new DaySchedule(options.week[weekday] ?? []));
    this.holidays = options.holidays ?? NO_DAYS;
    this.bankHolidays = options.bankHolidays ?? NO_DAYS;
    this.earlyCloses = options.earlyCloses ?? NO_TIMES;
    this.lateOpens = options.lateOpens ?? NO_TIMES;
    this.adjustedDays = new Map();
    this.isAlwaysOpen = this.week.every((day) => day.isOpenAllDay);
    this.neverCloses =
      this.isAlwaysOpen && this.holidays.size === 0 && this.earlyCloses.size === 0 && this.lateOpens.size === 0;
    this.regularSessionMs = mostCommonDuration(this.week);
  }

  /** Hours without any close. */
  static alwaysOpen(timeZone: TimeZone): ExchangeHours {
    return new ExchangeHours({ timeZone, week: Array.from({ length: 7 }, () => [WHOLE_DAY]) });
  }

  /** The same hours, but for some days. */
  withDays(days: readonly TradingDay[]): ExchangeHours {
    const holidays = new Set(this.holidays);
    const [earlyCloses, lateOpens] = [new Map(this.earlyCloses), new Map(this.lateOpens)];
    for (const { day, session } of days) {
      holidays.delete(day);
      earlyCloses.delete(day);
      lateOpens.delete(day);
      const regular = this.week[dayOfWeek(day)] as DaySchedule;
      if (session === null) holidays.add(day);
      else {
        if (session.openMs !== regular.firstOpen(false)) lateOpens.set(day, session.openMs);
        if (session.closeMs !== regular.lastCloseAfter(0, false)) earlyCloses.set(day, session.closeMs);
      }
    }
    const week = this.week.map(({ segments }) => segments);
    const { timeZone, bankHolidays } = this;
    return new ExchangeHours({ timeZone, week, holidays, bankHolidays, earlyCloses, lateOpens });
  }

  /** Regular trading of a day, from its first open to its last close. */
  tradingDay(day: number): TradingDay {
    const schedule = this.scheduleOf(day);
    const [openMs, closeMs] = [schedule.firstOpen(false), schedule.lastCloseAfter(0, false)];
    return { day, session: openMs === null || closeMs === null ? null : { openMs, closeMs } };
  }

  /** Whether the exchange is open at a time; a session's start is inside, its end outside. */
  isOpen(localMs: number, extended: boolean): boolean {
    return this.sessionAt(localMs, extended).isOpen;
  }

  /** Whether the exchange is open at any time in `[startLocal, endLocal)`; for equal times, at that time. */
  isOpenBetween(startLocal: number, endLocal: number, extended: boolean): boolean {
    const session = this.sessionAt(startLocal, extended);
    if (session.isOpen || startLocal === endLocal) return session.isOpen;
    if (startLocal < endLocal && endLocal <= session.end) return false;
    let day = dayOf(startLocal);
    do {
      const midnight = day * MS_PER_DAY;
      for (const segment of this.segments(day)) {
        if (!isTraded(segment, extended)) continue;
        if (midnight + segment.start < endLocal && midnight + segment.end > startLocal) return true;
      }
      day++;
    } while (day * MS_PER_DAY < endLocal);
    return false;
  }

  /**
   * The open or closed interval around a time. A loop over bars may keep it and compare plain numbers until it leaves
   * the interval.
   */
  sessionAt(localMs: number, extended: boolean): MarketSession {
    const last = extended ? this.extendedSession : this.regularSession;
    if (localMs >= last.start && localMs < last.end) return last;
    const session = this.findSession(localMs, extended);
    if (extended) this.extendedSession = session;
    else this.regularSession = session;
    return session;
  }

  /** Whether there is trading on a day. Days with extended hours only, as a futures market's Sunday, count with `extended`. */
  isDateOpen(day: number, extended = false): boolean {
    const schedule = this.scheduleOf(day);
    if (schedule.isClosedAllDay) return false;
    return schedule.marketDuration > 0 || extended;
  }

  /** Segments of a day after holidays, early closes and late opens; their times count from local midnight. */
  segments(day: number): readonly MarketSegment[] {
    return this.scheduleOf(day).segments;
  }

  /** First open of a day, undefined when there is none. */
  firstMarketOpen(day: number, extended: boolean): number | undefined {
    const open = this.scheduleOf(day).firstOpen(extended);
    return open === null ? undefined : day * MS_PER_DAY + open;
  }

  /** Last close of a day, undefined when there is none. */
  lastMarketClose(day: number, extended: boolean): number | undefined {
    const close = this.scheduleOf(day).lastCloseAfter(Number.NEGATIVE_INFINITY, extended);
    return close === null ? undefined : day * MS_PER_DAY + close;
  }

  /**
   * First open strictly after a time. A session that continues the one before, also across midnight, does not open.
   * As in LEAN, a time inside a session skips that day's later opens, unless that session began by continuing another.
   * @throws LockstepError `MARKET_SESSION_NOT_FOUND` when there is none within 15 days
   */
  nextMarketOpen(localMs: number, extended: boolean): number {
    const firstDay = dayOf(localMs);
    let previousEnd = this.scheduleOf(firstDay - 1).lastEnd;
    for (let day = firstDay; day < firstDay + FORWARD_DAYS; day++) {
      const schedule = this.scheduleOf(day);
      const time = day === firstDay ? localMs - day * MS_PER_DAY : 0;
      const open = schedule.openOfSessionEndingAfter(time, extended, previousEnd);
      if (open !== null && day * MS_PER_DAY + open > localMs) return day * MS_PER_DAY + open;
      // After an early close the next day's first segment opens anew.
      previousEnd = this.earlyCloses.has(day) ? null : schedule.lastEnd;
    }
    throw this.notFound('open', 'after', firstDay, FORWARD_DAYS);
  }

  /**
   * First close strictly after a time. A session that is continued by the next, also across midnight, does not close.
   * @throws LockstepError `MARKET_SESSION_NOT_FOUND` when there is none within 15 days
   */
  nextMarketClose(localMs: number, extended: boolean): number {
    const firstDay = dayOf(localMs);
    for (let day = firstDay; day < firstDay + FORWARD_DAYS; day++) {
      const time = day === firstDay ? localMs - day * MS_PER_DAY : 0;
      const nextStart = this.earlyCloses.has(day + 1) ? null : this.scheduleOf(day + 1).firstStart;
      const close = this.scheduleOf(day).closeAfter(time, extended, nextStart);
      if (close !== null) return day * MS_PER_DAY + close;
    }
    throw this.notFound('close', 'after', firstDay, FORWARD_DAYS);
  }

  /**
   * Last open at or before a time.
   * @throws LockstepError `MARKET_SESSION_NOT_FOUND` when there is none within 9 days
   */
  previousMarketOpen(localMs: number, extended: boolean): number {
    const lastDay = dayOf(localMs);
    for (let day = lastDay; day > lastDay - BACKWARD_DAYS; day--) {
      const segments = this.segments(day);
      for (let i = segments.length - 1; i >= 0; i--) {
        const segment = segments[i] as MarketSegment;
        const start = day * MS_PER_DAY + segment.start;
        if (start > localMs || !isTraded(segment, extended)) continue;
        if (this.nextMarketOpen(start - 1, extended) === start) return start;
      }
    }
    throw this.notFound('open', 'before', lastDay, BACKWARD_DAYS);
  }

  /**
   * First open of the latest day that has one at or before a time; where daily bars with strict end times start.
   * @throws LockstepError `MARKET_SESSION_NOT_FOUND` when there is none within 9 days
   */
  firstDailyMarketOpen(localMs: number, extended: boolean): number {
    const lastDay = dayOf(localMs);
    for (let day = lastDay; day > lastDay - BACKWARD_DAYS; day--) {
      const open = this.firstMarketOpen(day, extended);
      if (open !== undefined && open <= localMs) return open;
    }
    throw this.notFound('open', 'before', lastDay, BACKWARD_DAYS);
  }

  /**
   * Last close of the first day that has one after a time, whether or not the next day continues it; where daily bars
   * with strict end times end.
   * @throws LockstepError `MARKET_SESSION_NOT_FOUND` when there is none within 15 days
   */
  lastDailyMarketClose(localMs: number, extended: boolean): number {
    const firstDay = dayOf(localMs);
    for (let day = firstDay; day < firstDay + FORWARD_DAYS; day++) {
      const close = this.scheduleOf(day).lastCloseAfter(localMs - day * MS_PER_DAY, extended);
      if (close !== null) return day * MS_PER_DAY + close;
    }
    throw this.notFound('close', 'after', firstDay, FORWARD_DAYS);
  }

  /**
   * Latest day with regular trading before a day.
   * @throws LockstepError `MARKET_SESSION_NOT_FOUND` when there is none within a year
   */
  previousTradingDay(day: number): number {
    return this.findTradingDay(day, -1);
  }

  /**
   * First day with regular trading after a day.
   * @throws LockstepError `MARKET_SESSION_NOT_FOUND` when there is none within a year
   */
  nextTradingDay(day: number): number {
    return this.findTradingDay(day, 1);
  }

  private findTradingDay(day: number, step: 1 | -1): number {
    for (let i = 1; i <= TRADING_DAY_LIMIT; i++) {
      if (this.isDateOpen(day + i * step)) return day + i * step;
    }
    throw this.notFound('trading day', step === 1 ? 'after' : 'before', day, TRADING_DAY_LIMIT);
  }

  private findSession(localMs: number, extended: boolean): MarketSession {
    if (this.neverCloses) return OPEN_FOREVER;
    const midnight = dayOf(localMs) * MS_PER_DAY;
    const time = localMs - midnight;
    let closedFrom = 0;
    for (const segment of this.segments(dayOf(localMs))) {
      if (!isTraded(segment, extended)) continue;
      if (time < segment.start) return { start: midnight + closedFrom, end: midnight + segment.start, isOpen: false };
      if (time < segment.end) return { start: midnight + segment.start, end: midnight + segment.end, isOpen: true };
      closedFrom = segment.end;
    }
    return { start: midnight + closedFrom, end: midnight + MS_PER_DAY, isOpen: false };
  }

  private scheduleOf(day: number): DaySchedule {
    if (this.holidays.has(day)) return DaySchedule.closed;
    const regular = this.week[dayOfWeek(day)] as DaySchedule;
    const earlyClose = this.earlyCloses.get(day) ?? null;
    const lateOpen = this.lateOpens.get(day) ?? null;
    if (earlyClose === null && lateOpen === null) return regular;
    let adjusted = this.adjustedDays.get(day);
    if (adjusted === undefined) {
      adjusted = new DaySchedule(adjustSegments(regular.segments, earlyClose, lateOpen));
      this.adjustedDays.set(day, adjusted);
    }
    return adjusted;
  }

  private notFound(what: string, direction: 'after' | 'before', day: number, range: number): LockstepError {
    const reason = this.isAlwaysOpen ? 'the exchange never closes' : 'check its market hours and holidays';
    return new LockstepError(
      'MARKET_SESSION_NOT_FOUND',
      `No ${what} within ${range} days ${direction} ${formatDay(day)} (${this.timeZone.name}): ${reason}.`,
      { details: { day: formatDay(day), timeZone: this.timeZone.name } },
    );
  }
}

function mostCommonDuration(week: readonly DaySchedule[]): number {
  const counts = new Map<number, number>();
  for (const day of week) counts.set(day.marketDuration, (counts.get(day.marketDuration) ?? 0) + 1);
  let best = 0;
  let bestCount = 0;
  for (const [duration, count] of counts) {
    if (count > bestCount || (count === bestCount && duration > best)) {
      best = duration;
      bestCount = count;
    }
  }
  return best;
}
