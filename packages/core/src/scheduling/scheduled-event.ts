import type { DateTime } from 'luxon';
import { toDateTime } from '../time/date-time.ts';
import { TimeZone } from '../time/time-zone.ts';

/**
 * Called when a scheduled event fires, with its name and the instant it was scheduled for (in UTC). A promise that it
 * returns is awaited; anything else it returns is ignored, so that `() => this.liquidate()` will do.
 */
export type ScheduledCallback = (name: string, utcTime: DateTime) => unknown;

/** Something that happens at given instants. Its instants are produced as time goes on. */
export class ScheduledEvent {
  readonly name: string;
  /** A disabled event lets its times pass without being called. */
  enabled: boolean;
  readonly #callback: ScheduledCallback;
  readonly #times: Iterable<number>;
  #iterator: Iterator<number> | null;
  #nextUtcMs: number;

  /** @param utcTimes epoch ms in ascending order; first read when the event is due to be sorted in */
  constructor(name: string, utcTimes: Iterable<number>, callback: ScheduledCallback) {
    this.name = name;
    this.enabled = true;
    this.#callback = callback;
    this.#times = utcTimes;
    this.#iterator = null;
    this.#nextUtcMs = Number.NaN;
  }

  /** When the event fires next, epoch ms UTC; infinity when it never will again. */
  get nextUtcMs(): number {
    if (this.#iterator === null) this.advance();
    return this.#nextUtcMs;
  }

  /** Goes on to the next time. */
  advance(): void {
    this.#iterator ??= this.#times[Symbol.iterator]();
    const next = this.#iterator.next();
    this.#nextUtcMs = next.done === true ? Number.POSITIVE_INFINITY : next.value;
  }

  /** Drops all times before an instant. */
  skipUntil(utcMs: number): void {
    while (this.nextUtcMs < utcMs) this.advance();
  }

  /** Calls the strategy for the current time. A promise must be awaited before the event advances. */
  invoke(): Promise<void> | undefined {
    const result = this.#callback(this.name, toDateTime(this.nextUtcMs, UTC));
    return result instanceof Promise ? result : undefined;
  }
}

const UTC = TimeZone.of('UTC');
