/** Last day that any rule produces (2050-12-31), as LEAN's end of time. Days count from 1970-01-01. */
export const LAST_SCHEDULED_DAY = 29_584;

/** On which days something happens. */
export interface DateRule {
  readonly name: string;
  /** Ascending days from `start` to `end`, both inclusive, produced as they are asked for. */
  days(start: number, end: number): Iterable<number>;
}

/** At which instants of a day something happens. */
export interface TimeRule {
  readonly name: string;
  /** Instants in epoch ms UTC for each day, produced as they are asked for. */
  utcTimes(days: Iterable<number>): Iterable<number>;
}
