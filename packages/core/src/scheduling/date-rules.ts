import { DateTime } from 'luxon';
import { LockstepError } from '../errors/lockstep-error.ts';
import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import type { SymbolLike } from '../securities/securities.ts';
import { dayOf, dayOfWeek, daysFromCivil, formatDay } from '../time/calendar.ts';
import { dayOfDateTime } from '../time/date-time.ts';
import { eachPeriodDay, MONTHS, type Period, QUARTERS, YEARS } from './calendar-period.ts';
import type { ScheduleContext } from './schedule-context.ts';
import type { DateRule } from './schedule-rule.ts';
import { eachWeekDay, tradingWeekdays } from './trading-week.ts';

/** Days of the week as in `Date` and in C#. */
export const DayOfWeek = {
  Sunday: 0,
  Monday: 1,
  Tuesday: 2,
  Wednesday: 3,
  Thursday: 4,
  Friday: 5,
  Saturday: 6,
} as const;
export type DayOfWeek = (typeof DayOfWeek)[keyof typeof DayOfWeek];

const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/**
 * Rules for the days of scheduled events, by LEAN's rules. Where a method takes a symbol, days are trading days of its
 * exchange and `extendedMarketHours` says whether a day with pre- or post-market only counts. Offsets are in days:
 * forward for starts of a period, backward for its ends, never beyond the period.
 */
export class DateRules {
  readonly #context: ScheduleContext;

  constructor(context: ScheduleContext) {
    this.#context = context;
  }

  /** The current day in the algorithm's zone at the time the rule is used. */
  get today(): DateRule {
    return new GeneratedDateRule('TodayOnly', () => [this.#localDay()]);
  }

  /** The day after the current day in the algorithm's zone at the time the rule is used. */
  get tomorrow(): DateRule {
    return new GeneratedDateRule('TomorrowOnly', () => [this.#localDay() + 1]);
  }

  /** One date; months count from 1. */
  on(year: number, month: number, day: number): DateRule;
  /** Given dates, as their own zone shows them, in the order in which they shall be taken. */
  on(...dates: readonly DateTime[]): DateRule;
  on(...args: readonly (number | DateTime)[]): DateRule {
    const days: number[] = [];
    const [year, month, date] = args;
    if (typeof year === 'number') days.push(daysFromCivil(year, month as number, date as number));
    for (const arg of args) if (DateTime.isDateTime(arg)) days.push(dayOfDateTime(arg));
    const name = days.map((day) => formatDay(day)).join(',');
    return new GeneratedDateRule(name, (start, end) => days.filter((day) => day >= start && day <= end));
  }

  /** Certain days of the week. */
  every(...days: readonly DayOfWeek[]): DateRule {
    const wanted = new Set<number>(days);
    return new GeneratedDateRule(days.map((day) => DAY_NAMES[day]).join(','), (start, end) =>
      eachDay(start, end, (day) => wanted.has(dayOfWeek(day))),
    );
  }

  /** Every calendar day, or every trading day of a symbol. */
  everyDay(symbol?: SymbolLike, extendedMarketHours = false): DateRule {
    if (symbol === undefined) return new GeneratedDateRule('EveryDay', (start, end) => eachDay(start, end, () => true));
    const hours = this.#context.exchangeHours(symbol);
    return new GeneratedDateRule(`${String(symbol)}: EveryDay`, (start, end) =>
      eachDay(start, end, (day) => hours.isDateOpen(day, extendedMarketHours)),
    );
  }

  /** Monday, or a symbol's first trading day of the week, plus up to 6 days. @throws LockstepError `SCHEDULE_INVALID` */
  weekStart(offset?: number): DateRule;
  weekStart(symbol: SymbolLike, offset?: number, extendedMarketHours?: boolean): DateRule;
  weekStart(first?: Target, second?: number, extended = true): DateRule {
    return this.#week('WeekStart', target(first, second, extended), true);
  }

  /** Friday, or a symbol's last trading day of the week, minus up to 6 days. @throws LockstepError `SCHEDULE_INVALID` */
  weekEnd(offset?: number): DateRule;
  weekEnd(symbol: SymbolLike, offset?: number, extendedMarketHours?: boolean): DateRule;
  weekEnd(first?: Target, second?: number, extended = true): DateRule {
    return this.#week('WeekEnd', target(first, second, extended), false);
  }

  /** First day of each month plus up to 30 days. @throws LockstepError `SCHEDULE_INVALID` */
  monthStart(offset?: number): DateRule;
  monthStart(symbol: SymbolLike, offset?: number, extendedMarketHours?: boolean): DateRule;
  monthStart(first?: Target, second?: number, extended = true): DateRule {
    return this.#period('MonthStart', MONTHS, target(first, second, extended), true);
  }

  /** Last day of each month minus up to 30 days. @throws LockstepError `SCHEDULE_INVALID` */
  monthEnd(offset?: number): DateRule;
  monthEnd(symbol: SymbolLike, offset?: number, extendedMarketHours?: boolean): DateRule;
  monthEnd(first?: Target, second?: number, extended = true): DateRule {
    return this.#period('MonthEnd', MONTHS, target(first, second, extended), false);
  }

  /** First day of each quarter plus up to 92 days. @throws LockstepError `SCHEDULE_INVALID` */
  quarterStart(offset?: number): DateRule;
  quarterStart(symbol: SymbolLike, offset?: number, extendedMarketHours?: boolean): DateRule;
  quarterStart(first?: Target, second?: number, extended = true): DateRule {
    return this.#period('QuarterStart', QUARTERS, target(first, second, extended), true);
  }

  /** Last day of each quarter minus up to 92 days. @throws LockstepError `SCHEDULE_INVALID` */
  quarterEnd(offset?: number): DateRule;
  quarterEnd(symbol: SymbolLike, offset?: number, extendedMarketHours?: boolean): DateRule;
  quarterEnd(first?: Target, second?: number, extended = true): DateRule {
    return this.#period('QuarterEnd', QUARTERS, target(first, second, extended), false);
  }

  /** First day of each year plus up to 365 days. @throws LockstepError `SCHEDULE_INVALID` */
  yearStart(offset?: number): DateRule;
  yearStart(symbol: SymbolLike, offset?: number, extendedMarketHours?: boolean): DateRule;
  yearStart(first?: Target, second?: number, extended = true): DateRule {
    return this.#period('YearStart', YEARS, target(first, second, extended), true);
  }

  /** Last day of each year minus up to 365 days. @throws LockstepError `SCHEDULE_INVALID` */
  yearEnd(offset?: number): DateRule;
  yearEnd(symbol: SymbolLike, offset?: number, extendedMarketHours?: boolean): DateRule;
  yearEnd(first?: Target, second?: number, extended = true): DateRule {
    return this.#period('YearEnd', YEARS, target(first, second, extended), false);
  }

  #localDay(): number {
    return dayOf(this.#context.timeZone.toLocal(this.#context.utcNow()));
  }

  #hours(symbol: SymbolLike | null): ExchangeHours | null {
    return symbol === null ? null : this.#context.exchangeHours(symbol);
  }

  #period(rule: string, period: Period, options: PeriodOptions, forward: boolean): DateRule {
    const { symbol, offset, extended } = options;
    checkOffset(rule, offset, period.maximumOffset);
    const hours = this.#hours(symbol);
    return new GeneratedDateRule(ruleName(rule, options, forward), (start, end) =>
      eachPeriodDay(period, { hours, offset, forward, extended }, start, end),
    );
  }

  #week(rule: string, options: PeriodOptions, forward: boolean): DateRule {
    const { symbol, offset, extended } = options;
    const hours = this.#hours(symbol);
    checkOffset(rule, offset, hours === null ? 6 : tradingWeekdays(hours).length - 1);
    return new GeneratedDateRule(ruleName(rule, options, forward), (start, end) =>
      eachWeekDay({ hours, offset, forward, extended }, start, end),
    );
  }
}

type Target = SymbolLike | number;

interface PeriodOptions {
  readonly symbol: SymbolLike | null;
  readonly offset: number;
  readonly extended: boolean;
}

/** Sorts out the overloads `(offset)` and `(symbol, offset, extendedMarketHours)`. */
function target(first: Target | undefined, second: number | undefined, extended: boolean): PeriodOptions {
  if (first === undefined || typeof first === 'number') return { symbol: null, offset: first ?? 0, extended: false };
  return { symbol: first, offset: second ?? 0, extended };
}

function checkOffset(rule: string, offset: number, maximum: number): void {
  if (Number.isInteger(offset) && offset >= 0 && offset <= maximum) return;
  throw new LockstepError(
    'SCHEDULE_INVALID',
    `${rule} got an offset of ${offset} days; use a whole number from 0 to ${maximum}.`,
    { details: { rule, offset, maximum } },
  );
}

function ruleName(rule: string, options: PeriodOptions, forward: boolean): string {
  const prefix = options.symbol === null ? '' : `${String(options.symbol)}: `;
  const offset = options.offset === 0 ? '' : `${forward ? '+' : '-'}${options.offset}`;
  return `${prefix}${rule}${offset}`;
}

class GeneratedDateRule implements DateRule {
  readonly name: string;
  readonly #generate: (start: number, end: number) => Iterable<number>;

  constructor(name: string, generate: (start: number, end: number) => Iterable<number>) {
    this.name = name;
    this.#generate = generate;
  }

  days(start: number, end: number): Iterable<number> {
    return this.#generate(start, end);
  }
}

function* eachDay(start: number, end: number, filter: (day: number) => boolean): Generator<number> {
  for (let day = start; day <= end; day++) if (filter(day)) yield day;
}
