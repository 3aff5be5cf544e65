import { DateTime, Duration } from 'luxon';
import { LockstepError } from '../errors/lockstep-error.ts';
import type { Resolution } from '../time/resolution.ts';
import type { HistoryOptions, HistoryQuery, HistoryRange } from './history.ts';

/** What follows the symbol in a history call: a number of bars, a duration, or two dates; then resolution and options. */
export type HistoryArguments =
  | readonly [periodsOrSpan: number | Duration, resolution?: Resolution, options?: HistoryOptions]
  | readonly [start: DateTime, end: DateTime, resolution?: Resolution, options?: HistoryOptions];

/** Reads the arguments of a history call. @throws LockstepError `HISTORY_INVALID` */
export function historyQuery(args: HistoryArguments): HistoryQuery {
  const [first, second] = args;
  const isDates = first instanceof DateTime;
  const [resolution, options] = (isDates ? args.slice(2) : args.slice(1)) as [Resolution?, HistoryOptions?];
  return { range: historyRange(first, second), resolution, options: options ?? {} };
}

function historyRange(first: number | Duration | DateTime, second: unknown): HistoryRange {
  if (first instanceof DateTime) {
    if (second instanceof DateTime && first.isValid && second.isValid) {
      return { startUtc: first.toMillis(), endUtc: second.toMillis() };
    }
    throw invalid(`a start of ${first.toISO()} and an end of ${String(second)}`);
  }
  if (first instanceof Duration) {
    const spanMs = first.toMillis();
    if (spanMs >= 0) return { spanMs };
    throw invalid(`a duration of ${first.toISO()}`);
  }
  if (Number.isInteger(first) && first >= 0) return { periods: first };
  throw invalid(`${String(first)} as the number of bars`);
}

function invalid(received: string): LockstepError {
  return new LockstepError(
    'HISTORY_INVALID',
    `history() got ${received}; expected a whole number of bars from 0 up, a luxon Duration, or two luxon DateTimes.`,
  );
}
