import { MS_PER_DAY } from '../time/resolution.ts';
import { isTraded, type MarketSegment } from './market-segment.ts';

/** The segments of one local day, in time order. All times are milliseconds since local midnight. */
export class DaySchedule {
  static readonly closed = new DaySchedule([]);

  readonly segments: readonly MarketSegment[];
  readonly isClosedAllDay: boolean;
  readonly isOpenAllDay: boolean;
  /** Length of regular trading. */
  readonly marketDuration: number;

  constructor(segments: readonly MarketSegment[]) {
    const [first] = segments;
    let duration = 0;
    for (const segment of segments) {
      if (segment.state === 'market') duration += segment.end - segment.start;
    }
    this.segments = segments;
    this.isClosedAllDay = segments.length === 0;
    this.isOpenAllDay =
      segments.length === 1 && first?.state === 'market' && first.start === 0 && first.end === MS_PER_DAY;
    this.marketDuration = duration;
  }

  /** Start of the first segment of the day, null on closed days. */
  get firstStart(): number | null {
    return this.segments[0]?.start ?? null;
  }

  /** End of the last segment of the day, null on closed days. */
  get lastEnd(): number | null {
    return this.segments.at(-1)?.end ?? null;
  }

  /**
   * Start of the first session whose end lies after a time of day; a session that merely continues the one before is
   * passed over. The result may lie before the time, when the time is inside that session.
   * @param previousDayEnd end of the day before's last segment, null when it does not lead into this day
   */
  openOfSessionEndingAfter(time: number, extended: boolean, previousDayEnd: number | null): number | null {
    let continued = previousDayEnd === MS_PER_DAY ? 0 : null;
    for (const segment of this.segments) {
      if (!isTraded(segment, extended)) continue;
      if (segment.end > time && segment.start !== continued) return segment.start;
      continued = segment.end;
    }
    return null;
  }

  /**
   * First end of a session after a time of day that is not continued by a following segment.
   * @param nextDayStart start of the next day's first segment, null when this day cannot lead into it
   */
  closeAfter(time: number, extended: boolean, nextDayStart: number | null): number | null {
    const last = this.segments.length - 1;
    for (let i = 0; i <= last; i++) {
      const segment = this.segments[i] as MarketSegment;
      if (segment.end <= time || !isTraded(segment, extended)) continue;
      const next = this.segments[i + 1];
      const isContinued =
        next === undefined
          ? segment.end === MS_PER_DAY && nextDayStart === 0
          : segment.end === next.start && isTraded(next, extended);
      if (!isContinued) return segment.end;
    }
    return null;
  }

  /** Start of the day's first session. */
  firstOpen(extended: boolean): number | null {
    return this.segments.find((segment) => isTraded(segment, extended))?.start ?? null;
  }

  /** End of the day's last session when it lies after a time of day. */
  lastCloseAfter(time: number, extended: boolean): number | null {
    const last = this.segments.findLast((segment) => segment.end > time && isTraded(segment, extended));
    return last?.end ?? null;
  }
}

/**
 * Segments of a day with an early close, a late open or both. With the late open after the early close trading pauses
 * between the two. As in LEAN, an early close in a pause between two segments also drops the segment before the pause,
 * and a late open after the last segment changes nothing.
 */
export function adjustSegments(
  segments: readonly MarketSegment[],
  earlyClose: number | null,
  lateOpen: number | null,
): readonly MarketSegment[] {
  if (earlyClose === null) return lateOpen === null ? segments : openLate(segments, lateOpen);
  const closed = closeEarly(segments, earlyClose);
  if (lateOpen === null) return closed;
  if (earlyClose > lateOpen) return openLate(closed, lateOpen);
  return closed.concat(openLate(earlyClose === lateOpen ? closed : segments, lateOpen));
}

function closeEarly(segments: readonly MarketSegment[], time: number): readonly MarketSegment[] {
  const index = segments.findIndex((segment) => time <= segment.end);
  const segment = segments[index];
  if (segment === undefined) return segments;
  if (time < segment.start) return segments.slice(0, Math.max(0, index - 1));
  return [...segments.slice(0, index), { state: segment.state, start: segment.start, end: time }];
}

function openLate(segments: readonly MarketSegment[], time: number): readonly MarketSegment[] {
  const index = segments.findIndex((segment) => time <= segment.end);
  const segment = segments[index];
  if (segment === undefined) return segments;
  if (time < segment.start) return segments.slice(index);
  return [{ state: segment.state, start: time, end: segment.end }, ...segments.slice(index + 1)];
}
