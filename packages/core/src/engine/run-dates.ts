import { LockstepError } from '../errors/lockstep-error.ts';
import { civilFromDays, daysFromCivil } from '../time/calendar.ts';
import { MS_PER_DAY } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';

const DEFAULT_START_DAY = daysFromCivil(1998, 1, 1);

/** First and last day of a run in the algorithm's zone. */
export class RunDates {
  /** When the strategy ended its run itself, epoch ms UTC; infinity when it did not. */
  quitUtc: number = Number.POSITIVE_INFINITY;
  #startDay = DEFAULT_START_DAY;
  #endDay: number;
  readonly #lastPossibleDay: number;
  #overrideStart: number | null = null;
  #overrideEnd: number | null = null;
  #startUtc: number | null = null;

  /** @param lastPossibleDay yesterday: the default end, and the latest one possible */
  constructor(lastPossibleDay: number) {
    this.#lastPossibleDay = lastPossibleDay;
    this.#endDay = lastPossibleDay;
  }

  /** Dates from outside the strategy, which win over its own. */
  override(startDay: number | null, endDay: number | null): void {
    this.#overrideStart = startDay;
    this.#overrideEnd = endDay;
  }

  /** The run begins in the middle of a day, epoch ms UTC. */
  startAt(utcMs: number): void {
    this.#startUtc = utcMs;
  }

  get startDay(): number {
    return this.#overrideStart ?? this.#startDay;
  }

  get endDay(): number {
    return Math.min(this.#overrideEnd ?? this.#endDay, this.#lastPossibleDay);
  }

  setStart(day: number): void {
    this.#startDay = day;
  }

  setEnd(day: number): void {
    this.#endDay = day;
  }

  /** First instant, epoch ms UTC. */
  startUtc(zone: TimeZone): number {
    return this.#startUtc ?? zone.toUtc(this.startDay * MS_PER_DAY);
  }

  /** Instant after the last one, epoch ms UTC. */
  endUtc(zone: TimeZone): number {
    return zone.toUtc((this.endDay + 1) * MS_PER_DAY);
  }

  /** @throws LockstepError `DATES_INVALID` when the end is before the start */
  check(): void {
    if (this.endDay >= this.startDay) return;
    throw new LockstepError(
      'DATES_INVALID',
      `The run starts on ${isoDay(this.startDay)} and ends on ${isoDay(this.endDay)}; the end must not be before the start. Check setStartDate and setEndDate, or --from and --to.`,
    );
  }
}

/** `yyyy-mm-dd` of a day number. */
export function isoDay(day: number): string {
  const { year, month, day: dayOfMonth } = civilFromDays(day);
  return `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}
