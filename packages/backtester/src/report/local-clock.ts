import { MS_PER_DAY, TimeZone } from '@lockstep/core';
import { dayOfSample } from './analysis/daily-values.ts';
import { formatDate, formatTime } from './client/format.ts';
import type { ReportSeries } from './report-input.ts';

/** Turns instants into wall-clock times of the algorithm's zone, and into text. */
export class LocalClock {
  readonly zoneName: string;
  readonly #zone: TimeZone;

  constructor(zoneName: string) {
    this.zoneName = zoneName;
    this.#zone = TimeZone.of(zoneName);
  }

  /** Wall-clock time encoded as if it were UTC epoch milliseconds. */
  readonly toLocalMs = (utcMs: number): number => this.#zone.toLocal(utcMs);

  /** A series on wall-clock time; a sample that an hour repeated at the end of summer time would put back is dropped. */
  localSeries(series: ReportSeries): { times: number[]; values: number[] } {
    const times: number[] = [];
    const values: number[] = [];
    for (let i = 0; i < series.times.length; i++) {
      const local = this.toLocalMs(series.times[i] as number);
      if (times.length > 0 && local < (times.at(-1) as number)) continue;
      times.push(local);
      values.push(series.values[i] as number);
    }
    return { times, values };
  }

  /** Day that a sample shows, for example `2020-03-16`: at midnight the day that just ended. */
  day(utcMs: number): string {
    return formatDate(dayOfSample(this.toLocalMs(utcMs)) * MS_PER_DAY);
  }

  /** For example `2020-03-16 09:31`. */
  time(utcMs: number): string {
    return formatTime(this.toLocalMs(utcMs));
  }
}
