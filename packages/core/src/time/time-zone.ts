import { IANAZone } from 'luxon';
import { LockstepError } from '../errors/lockstep-error.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from './resolution.ts';

/** Widest range in which transitions are looked for; earlier and later instants use the offset at its edge. */
const EARLIEST_MS = -2_208_988_800_000; // 1900-01-01
const LATEST_MS = 7_258_118_400_000; // 2200-01-01
/** Shorter than the time between any two offset changes of a zone (the shortest are Ramadan suspensions of about 30 days). */
const PROBE_STEP_MS = 14 * MS_PER_DAY;
/** How much of the table is computed at once. */
const CHUNK_MS = 8 * 366 * MS_PER_DAY;
const FIXED_OFFSET = /^UTC(?:([+-])(\d{1,2})(?::?(\d{2}))?)?$/i;

/** The zone that algorithms begin with. It is known to exist: asking takes longer than loading everything else. */
const FIRST_ZONE = 'America/New_York';

const interned = new Map<string, TimeZone>();

/**
 * A time zone with its offset changes in a table, so that a conversion costs two comparisons while times move within
 * one offset period. Local times are wall-clock times encoded as if they were UTC epoch milliseconds: local midnight
 * is a multiple of 86,400,000.
 */
export class TimeZone {
  readonly name: string;
  /** Offset probe in milliseconds, null for a fixed offset. */
  private readonly probe: ((utcMs: number) => number) | null;
  /** Period i starts at `starts[i]` (UTC) and has offset `offsets[i]`; in local time it starts at `localStarts[i]`. */
  private starts: number[];
  private offsets: number[];
  private localStarts: number[];
  private coveredFrom: number;
  private coveredTo: number;
  private utcFrom = 0;
  private utcTo = 0;
  private utcOffset = 0;
  private localFrom = 0;
  private localTo = 0;
  private localOffset = 0;
  /** UTC start of the period that the local bounds are of. */
  private localFromUtc = Number.NEGATIVE_INFINITY;

  private constructor(name: string, probe: ((utcMs: number) => number) | null, fixedOffset: number) {
    this.name = name;
    this.probe = probe;
    this.starts = [];
    this.offsets = [];
    this.localStarts = [];
    this.coveredFrom = 0;
    this.coveredTo = 0;
    if (probe === null) {
      this.utcFrom = this.localFrom = Number.NEGATIVE_INFINITY;
      this.utcTo = this.localTo = Number.POSITIVE_INFINITY;
      this.utcOffset = this.localOffset = fixedOffset;
    }
  }

  /**
   * The zone of a name: `UTC`, a fixed offset as `UTC-05` or `UTC+05:30`, or an IANA name. The same name always gives
   * the same object.
   * @throws LockstepError `TIME_ZONE_UNKNOWN`
   */
  static of(name: string): TimeZone {
    let zone = interned.get(name);
    if (zone === undefined) {
      const created = TimeZone.create(name);
      zone = interned.get(created.name) ?? created;
      interned.set(created.name, zone);
      interned.set(name, zone);
    }
    return zone;
  }

  private static create(name: string): TimeZone {
    const fixed = FIXED_OFFSET.exec(name);
    if (fixed !== null) {
      const [, sign, hours = '0', minutes = '0'] = fixed;
      const size = Number(hours) * MS_PER_HOUR + Number(minutes) * MS_PER_MINUTE;
      return new TimeZone(name.toUpperCase(), null, sign === '-' && size > 0 ? -size : size);
    }
    if (name !== FIRST_ZONE && !IANAZone.isValidZone(name)) {
      throw new LockstepError(
        'TIME_ZONE_UNKNOWN',
        `Time zone "${name}" is unknown. Use an IANA name such as America/New_York, UTC, or a fixed offset such as UTC-05.`,
        { details: { name } },
      );
    }
    let zone: IANAZone | null = null;
    const probe = (utcMs: number): number => {
      zone ??= IANAZone.create(name);
      return Math.round(zone.offset(utcMs) * MS_PER_MINUTE);
    };
    return new TimeZone(name, probe, 0);
  }

  /** Local minus UTC at an instant, in milliseconds. */
  offsetAt(utcMs: number): number {
    if (utcMs < this.utcFrom || utcMs >= this.utcTo) this.seekUtc(utcMs);
    return this.utcOffset;
  }

  /** Wall-clock time of an instant. */
  toLocal(utcMs: number): number {
    if (utcMs < this.utcFrom || utcMs >= this.utcTo) this.seekUtc(utcMs);
    return utcMs + this.utcOffset;
  }

  /**
   * Instant of a wall-clock time. As in LEAN, a time that occurs twice means its second occurrence, and a skipped time
   * the end of the gap.
   */
  toUtc(localMs: number): number {
    if (localMs < this.localFrom || localMs >= this.localTo) this.seekLocal(localMs);
    const utcMs = localMs - this.localOffset;
    return utcMs < this.localFromUtc ? this.localFromUtc : utcMs;
  }

  /** Converts a column of local times; `out` may be the same array. */
  toUtcColumn(local: Float64Array, out: Float64Array = new Float64Array(local.length)): Float64Array {
    for (let i = 0; i < local.length; i++) out[i] = this.toUtc(local[i] as number);
    return out;
  }

  toString(): string {
    return this.name;
  }

  private seekUtc(utcMs: number): void {
    this.cover(utcMs);
    const index = lastAtOrBefore(this.starts, utcMs);
    this.utcFrom = this.startOf(index, this.starts, this.coveredFrom);
    this.utcTo = this.endOf(index, this.starts, this.coveredTo);
    this.utcOffset = this.offsets[index] as number;
  }

  private seekLocal(localMs: number): void {
    // Offsets are below a day, so two days of margin make sure that the period around the time is complete.
    this.cover(localMs - 2 * MS_PER_DAY);
    this.cover(localMs + 2 * MS_PER_DAY);
    const index = lastAtOrBefore(this.localStarts, localMs);
    this.localFrom = this.startOf(index, this.localStarts, this.coveredFrom + MS_PER_DAY);
    this.localTo = this.endOf(index, this.localStarts, this.coveredTo - MS_PER_DAY);
    this.localOffset = this.offsets[index] as number;
    this.localFromUtc = this.startOf(index, this.starts, this.coveredFrom);
  }

  private startOf(index: number, starts: readonly number[], coverage: number): number {
    if (index > 0) return starts[index] as number;
    return this.coveredFrom <= EARLIEST_MS ? Number.NEGATIVE_INFINITY : coverage;
  }

  private endOf(index: number, starts: readonly number[], coverage: number): number {
    const next = starts[index + 1];
    if (next !== undefined) return next;
    return this.coveredTo >= LATEST_MS ? Number.POSITIVE_INFINITY : coverage;
  }

  /** Makes the table contain an instant, as far as the widest range goes. */
  private cover(utcMs: number): void {
    if (this.probe === null) return;
    const target = Math.min(Math.max(utcMs, EARLIEST_MS), LATEST_MS - 1);
    if (this.starts.length === 0) {
      const from = Math.max(EARLIEST_MS, target - CHUNK_MS / 2);
      this.starts.push(from);
      this.offsets.push(this.probe(from));
      this.coveredFrom = this.coveredTo = from;
      this.extendTo(Math.min(from + CHUNK_MS, LATEST_MS), this.probe);
    } else if (target >= this.coveredTo) {
      this.extendTo(Math.min(target + CHUNK_MS, LATEST_MS), this.probe);
    } else if (target < this.coveredFrom) {
      this.prependFrom(Math.max(target - CHUNK_MS, EARLIEST_MS), this.probe);
    } else {
      return;
    }
    this.localStarts = this.starts.map(
      (start, i) => start + Math.min(this.offsets[i] as number, this.offsets[i - 1] ?? Infinity),
    );
  }

  private extendTo(end: number, probe: (utcMs: number) => number): void {
    scanTransitions(this.coveredTo, end, probe, this.starts, this.offsets);
    this.coveredTo = end;
  }

  private prependFrom(from: number, probe: (utcMs: number) => number): void {
    const starts = [from];
    const offsets = [probe(from)];
    scanTransitions(from, this.coveredFrom, probe, starts, offsets);
    // The old table began inside a period: its first row continues the last one found here.
    this.starts = starts.concat(this.starts.slice(1));
    this.offsets = offsets.concat(this.offsets.slice(1));
    this.coveredFrom = from;
  }
}

/** Appends every offset change in `(from, to]` to a table whose last row holds at `from`. */
function scanTransitions(
  from: number,
  to: number,
  probe: (utcMs: number) => number,
  starts: number[],
  offsets: number[],
): void {
  let offset = offsets.at(-1) as number;
  for (let left = from; left < to; ) {
    const right = Math.min(left + PROBE_STEP_MS, to);
    const offsetAtRight = probe(right);
    if (offsetAtRight !== offset) {
      starts.push(bisect(left, right, offset, probe));
      offsets.push(offsetAtRight);
      offset = offsetAtRight;
    }
    left = right;
  }
}

/** First millisecond in `(left, right]` whose offset is no longer `offset`. */
function bisect(left: number, right: number, offset: number, probe: (utcMs: number) => number): number {
  let same = left;
  let changed = right;
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (probe(middle) === offset) same = middle;
    else changed = middle;
  }
  return changed;
}

/** Index of the last element ≤ value, or 0 when there is none. */
function lastAtOrBefore(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
