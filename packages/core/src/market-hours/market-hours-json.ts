import { DataError } from '../errors/lockstep-error.ts';
import { civilFromDays, daysFromCivil } from '../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../time/resolution.ts';
import { TimeZone } from '../time/time-zone.ts';
import type { MarketSegment, MarketState } from './market-segment.ts';

/** One entry of LEAN's `market-hours-database.json` as it stands there, before it inherits from other entries. */
export interface ParsedMarketHours {
  readonly dataTimeZone: TimeZone;
  readonly exchangeTimeZone: TimeZone;
  /** Sunday … Saturday. */
  readonly week: readonly (readonly MarketSegment[])[];
  readonly holidays: ReadonlySet<number>;
  readonly bankHolidays: ReadonlySet<number>;
  readonly earlyCloses: ReadonlyMap<number, number>;
  readonly lateOpens: ReadonlyMap<number, number>;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const STATES: readonly MarketState[] = ['premarket', 'market', 'postmarket'];
const DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const TIME = /^(?:(\d)[.:])?(\d{1,2}):(\d{1,2}):(\d{1,2})$/;

type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An error that names the file and the entry at fault. */
export function invalidMarketHours(file: string, entry: string, problem: string, cause?: unknown): DataError {
  return new DataError('MARKET_HOURS_INVALID', `Market hours of ${entry}: ${problem}`, { file }, cause);
}

/** Reads one entry of a market-hours database. */
export class MarketHoursReader {
  private readonly file: string;
  private readonly entry: string;
  private readonly json: JsonObject;

  constructor(file: string, entry: string, json: unknown) {
    this.file = file;
    this.entry = entry;
    if (!isJsonObject(json)) throw this.invalid('expected an object.');
    this.json = json;
  }

  /** @throws DataError `MARKET_HOURS_INVALID` */
  read(): ParsedMarketHours {
    return {
      dataTimeZone: this.zone('dataTimeZone'),
      exchangeTimeZone: this.zone('exchangeTimeZone'),
      week: WEEKDAYS.map((weekday) => this.segments(weekday)),
      holidays: new Set(this.list('holidays').map((date) => this.day('holidays', date))),
      bankHolidays: new Set(this.list('bankHolidays').map((date) => this.day('bankHolidays', date))),
      earlyCloses: this.timesByDay('earlyCloses'),
      lateOpens: this.timesByDay('lateOpens'),
    };
  }

  private zone(field: string): TimeZone {
    const name = this.json[field];
    if (typeof name !== 'string') throw this.invalid(`"${field}" must be a time zone name.`);
    try {
      return TimeZone.of(name);
    } catch (cause) {
      throw this.invalid(`"${field}" is the unknown time zone "${name}".`, cause);
    }
  }

  private list(field: string): readonly unknown[] {
    const value = this.json[field] ?? [];
    if (!Array.isArray(value)) throw this.invalid(`"${field}" must be a list.`);
    return value;
  }

  private segments(weekday: string): readonly MarketSegment[] {
    const result: MarketSegment[] = [];
    for (const item of this.list(weekday)) {
      if (!isJsonObject(item)) throw this.invalid(`"${weekday}" must list objects with start, end and state.`);
      const start = this.time(weekday, item['start']);
      const end = this.time(weekday, item['end']);
      const name = String(item['state']).toLowerCase();
      if (name === 'closed') continue;
      const state = STATES.find((known) => known === name);
      if (state === undefined) {
        throw this.invalid(`"${weekday}" has the unknown state "${name}"; known are ${STATES.join(', ')} and closed.`);
      }
      if (end <= start || end > MS_PER_DAY || start < (result.at(-1)?.end ?? 0)) {
        throw this.invalid(
          `segments of "${weekday}" must end after they start, lie within the day and follow each other.`,
        );
      }
      result.push({ state, start, end });
    }
    return result;
  }

  private timesByDay(field: string): ReadonlyMap<number, number> {
    const value = this.json[field] ?? {};
    if (!isJsonObject(value)) throw this.invalid(`"${field}" must be an object of times by date.`);
    return new Map(Object.entries(value).map(([date, time]) => [this.day(field, date), this.time(field, time)]));
  }

  private day(field: string, date: unknown): number {
    const match = typeof date === 'string' ? DATE.exec(date) : null;
    if (match !== null) {
      const [, month, dayOfMonth, year] = match.map(Number) as [number, number, number, number];
      const day = daysFromCivil(year, month, dayOfMonth);
      const civil = civilFromDays(day);
      if (civil.month === month && civil.day === dayOfMonth) return day;
    }
    throw this.invalid(`"${field}" has "${String(date)}" where a date as 12/31/2024 is expected.`);
  }

  private time(field: string, time: unknown): number {
    const match = typeof time === 'string' ? TIME.exec(time) : null;
    if (match !== null) {
      const [, days, hours, minutes, seconds] = match;
      const ms = Number(hours) * MS_PER_HOUR + Number(minutes) * MS_PER_MINUTE + Number(seconds) * MS_PER_SECOND;
      return Number(days ?? 0) * MS_PER_DAY + ms;
    }
    throw this.invalid(`"${field}" has "${String(time)}" where a time as 09:30:00 or 1.00:00:00 is expected.`);
  }

  private invalid(problem: string, cause?: unknown): DataError {
    return invalidMarketHours(this.file, this.entry, problem, cause);
  }
}
