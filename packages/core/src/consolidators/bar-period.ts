import { Duration } from 'luxon';
import { LockstepError } from '../errors/lockstep-error.ts';
import { civilFromDays, dayOf, daysFromCivil } from '../time/calendar.ts';
import { MS_PER_DAY, MS_PER_SECOND } from '../time/resolution.ts';
import type { CalendarFunction } from './calendar-periods.ts';

/** When a consolidated bar is finished; at least one of period and count. */
export interface BarPeriodOptions {
  /** Length in ms; zero finishes a bar with each input. */
  readonly periodMs?: number;
  /** Number of inputs. */
  readonly maxCount?: number;
  /** Wall-clock ms since midnight that bars of a fixed period are counted from. */
  readonly startTimeMs?: number;
}

/** A length, a number of inputs, a function that gives start and length for a time, or several of these. */
export type BarPeriodLike = Duration | number | CalendarFunction | BarPeriodOptions;

/** 0001-01-01, from which LEAN counts multiples of a period; it matters for those that do not divide a day. */
const ORIGIN_MS = -62_135_596_800_000;

/** The latest multiple of a period that is not after a wall-clock time. */
export function roundDown(localMs: number, periodMs: number): number {
  return ORIGIN_MS + Math.floor((localMs - ORIGIN_MS) / periodMs) * periodMs;
}

/** When consolidated bars start and end. All times are wall-clock ms of the exchange. */
export class BarPeriod {
  /** Length in ms; NaN if only inputs are counted. Of a calendar: that of the bar last asked for. */
  periodMs: number;
  /** Zero if inputs are not counted. */
  readonly maxCount: number;
  /** Whether all bars have one length and start at its multiples. */
  readonly isFixed: boolean;
  /** The length to begin with, before a calendar was asked. */
  readonly initialPeriodMs: number;
  readonly #startTimeMs: number;
  readonly #calendar: CalendarFunction | null;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` */
  constructor(period: BarPeriodLike, maxCount?: number) {
    const options = toOptions(period, maxCount);
    this.#calendar = typeof period === 'function' ? period : null;
    this.periodMs = options.periodMs ?? Number.NaN;
    this.maxCount = options.maxCount ?? 0;
    this.#startTimeMs = options.startTimeMs ?? Number.NaN;
    this.isFixed = this.#calendar === null && this.maxCount === 0;
    this.initialPeriodMs = this.#calendar === null ? this.periodMs : MS_PER_SECOND;
  }

  /** Start of the bar that a time belongs to. */
  startOf(localMs: number): number {
    if (this.#calendar !== null) {
      const info = this.#calendar(localMs);
      this.periodMs = info.periodMs;
      return info.start;
    }
    if (!this.isFixed) return localMs;
    if (!Number.isNaN(this.#startTimeMs)) return this.#anchoredStart(localMs);
    // Bars longer than a day start with their first input.
    if (this.periodMs === 0 || this.periodMs > MS_PER_DAY) return localMs;
    return roundDown(localMs, this.periodMs);
  }

  /** Counts from a time of the day; for a week and more, of the first day of the month. */
  #anchoredStart(localMs: number): number {
    let day = dayOf(localMs);
    if (this.periodMs >= 7 * MS_PER_DAY) {
      const { year, month } = civilFromDays(day);
      day = daysFromCivil(year, month, 1);
    }
    const anchor = day * MS_PER_DAY + this.#startTimeMs;
    return anchor + Math.floor((localMs - anchor) / this.periodMs) * this.periodMs;
  }
}

function toOptions(period: BarPeriodLike, maxCount: number | undefined): BarPeriodOptions {
  const count = maxCount === undefined ? {} : { maxCount };
  if (typeof period === 'function') return count;
  const options: BarPeriodOptions =
    typeof period === 'number'
      ? { maxCount: period }
      : Duration.isDuration(period)
        ? { periodMs: period.toMillis(), ...count }
        : period;
  const hasPeriod = options.periodMs !== undefined && options.periodMs >= 0;
  const hasCount = options.maxCount !== undefined && Number.isInteger(options.maxCount) && options.maxCount >= 1;
  const isValid =
    (hasPeriod || hasCount) &&
    (options.periodMs === undefined || hasPeriod) &&
    (options.maxCount === undefined || hasCount);
  if (isValid) return options;
  throw new LockstepError(
    'CONSOLIDATOR_INVALID',
    `A consolidator got a period of ${options.periodMs} ms and a count of ${options.maxCount}; give a period from zero up, a count from 1 up, or a calendar function.`,
  );
}
