import type { ScheduledEvent } from './scheduled-event.ts';

/**
 * Scheduled events in the order in which they fire: by time, then by creation. An event that has fired is sorted in
 * again with LEAN's binary search, which places it behind the equal element it happens to hit; additions and removals
 * sort everything by creation again, from the next scan on.
 *
 * The engine pulls: `takeDue` until it returns null, calling and awaiting each event, then `fired`.
 */
export class ScheduledEventQueue {
  /** A time before which nothing is due, epoch ms UTC; infinity when there is nothing at all. */
  nextTimeMs: number;
  readonly #ids: Map<ScheduledEvent, number>;
  #sorted: ScheduledEvent[];
  #nextId: number;
  #isSortRequired: boolean;
  #isSetUp: boolean;
  #isScanning: boolean;
  #current: ScheduledEvent | null;
  /** Until when the current event may fire again at once. */
  private scanTimeMs: number;

  constructor() {
    this.nextTimeMs = Number.POSITIVE_INFINITY;
    this.#ids = new Map();
    this.#sorted = [];
    this.#nextId = 0;
    this.#isSortRequired = false;
    this.#isSetUp = false;
    this.#isScanning = false;
    this.#current = null;
    this.scanTimeMs = Number.NaN;
  }

  /** Number of registered events. */
  get size(): number {
    return this.#ids.size;
  }

  /**
   * Ends initialisation: times before now are dropped. Until then events wait without being looked at, so that rules
   * see the start of the run and not the time of `initialize`. Returns the events that had a time since an earlier
   * instant.
   */
  setUp(utcNow: number, sinceUtc: number = utcNow): ScheduledEvent[] {
    this.#isSetUp = true;
    const missed: ScheduledEvent[] = [];
    for (const event of this.#ids.keys()) {
      event.skipUntil(sinceUtc);
      if (event.nextUtcMs < utcNow) missed.push(event);
      event.skipUntil(utcNow);
    }
    this.#isSortRequired = true;
    this.#updateNextTime();
    return missed;
  }

  /** Registers an event; its times before now are dropped. */
  add(event: ScheduledEvent, utcNow: number): void {
    this.#ids.delete(event);
    this.#ids.set(event, this.#nextId++);
    this.#isSortRequired = true;
    if (!this.#isSetUp) return;
    event.skipUntil(utcNow);
    this.nextTimeMs = Math.min(this.nextTimeMs, event.nextUtcMs);
  }

  /** Unregisters an event. One that is due in the scan under way still fires, as in LEAN. */
  remove(event: ScheduledEvent): void {
    if (this.#ids.delete(event)) this.#isSortRequired = true;
  }

  /**
   * The next event that is due before an instant, or also at it; null ends the scan. `fired` must follow for every
   * event returned.
   */
  takeDue(untilUtc: number, inclusive: boolean): ScheduledEvent | null {
    if (!this.#isSetUp) return null;
    if (!this.#isScanning) {
      this.#isScanning = true;
      this.#sortIfRequired();
    }
    for (;;) {
      if (this.#current !== null && this.#current.nextUtcMs > this.scanTimeMs) {
        this.#current = null;
        this.#reinsertFirst();
      }
      const first = this.#current ?? this.#sorted[0];
      if (first === undefined || !(inclusive ? first.nextUtcMs <= untilUtc : first.nextUtcMs < untilUtc)) {
        this.#isScanning = false;
        this.#updateNextTime();
        return null;
      }
      if (this.#current === null) {
        this.#current = first;
        this.scanTimeMs = inclusive ? untilUtc : first.nextUtcMs;
      }
      if (first.enabled) return first;
      first.advance();
    }
  }

  /** Tells that the event last taken has been called for its time. */
  fired(event: ScheduledEvent): void {
    event.advance();
  }

  /** The registered events in firing order. */
  get events(): readonly ScheduledEvent[] {
    if (!this.#isSetUp) return [...this.#ids.keys()];
    if (!this.#isScanning) this.#sortIfRequired();
    return this.#sorted;
  }

  #sortIfRequired(): void {
    if (!this.#isSortRequired) return;
    this.#isSortRequired = false;
    // The map is in creation order and the sort is stable.
    this.#sorted = [...this.#ids.keys()].sort((left, right) => compare(left.nextUtcMs, right.nextUtcMs));
  }

  #updateNextTime(): void {
    this.nextTimeMs = this.#isSortRequired
      ? Math.min(Number.POSITIVE_INFINITY, ...[...this.#ids.keys()].map((event) => event.nextUtcMs))
      : (this.#sorted[0]?.nextUtcMs ?? Number.POSITIVE_INFINITY);
  }

  #reinsertFirst(): void {
    const events = this.#sorted;
    const first = events[0] as ScheduledEvent;
    const second = events[1];
    const time = first.nextUtcMs;
    if (second === undefined || time <= second.nextUtcMs) return;
    // Searches the rest; its element i is events[i + 1].
    let low = 0;
    let high = events.length - 2;
    let target = -1;
    while (low <= high) {
      const middle = low + ((high - low) >> 1);
      const other = (events[middle + 1] as ScheduledEvent).nextUtcMs;
      if (time < other) high = middle - 1;
      else if (time > other) low = middle + 1;
      else {
        target = middle + 1;
        break;
      }
    }
    if (target < 0) target = low;
    events.copyWithin(0, 1, target + 1);
    events[target] = first;
  }
}

function compare(left: number, right: number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
