import { MS_PER_SECOND } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { UtcClock } from '../time/utc-clock.ts';
import type { Consolidator } from './consolidator.ts';

/** The engine's clock, which stands at the time of a scan while it runs. */
export interface ScanClock extends UtcClock {
  set(utcMs: number): void;
}

/** When a consolidator is to be scanned next. */
class ScanEntry {
  readonly id: number;
  readonly consolidator: Consolidator;
  readonly zone: TimeZone;
  readonly incrementMs: number;
  /** Length of its bars on the clock, known from the first one on; NaN before. */
  barSpanMs: number;
  scanTimeMs: number;
  /** The scan time by which the entry is sorted; behind `scanTimeMs` when a bar was finished meanwhile. */
  priorityMs: number;
  isRemoved: boolean;

  constructor(id: number, consolidator: Consolidator, zone: TimeZone, incrementMs: number) {
    this.id = id;
    this.consolidator = consolidator;
    this.zone = zone;
    this.incrementMs = incrementMs;
    this.barSpanMs = Number.NaN;
    this.scanTimeMs = Number.NEGATIVE_INFINITY;
    this.priorityMs = Number.NEGATIVE_INFINITY;
    this.isRemoved = false;
  }

  isBefore(other: ScanEntry): boolean {
    return this.priorityMs < other.priorityMs || (this.priorityMs === other.priorityMs && this.id < other.id);
  }

  /** After a bar: one bar length behind its end. */
  advanceAfter(bar: { readonly timeMs: number; readonly endTimeMs: number }): void {
    if (Number.isNaN(this.barSpanMs)) {
      this.barSpanMs = Math.max(this.zone.toLocal(bar.endTimeMs) - this.zone.toLocal(bar.timeMs), this.incrementMs);
    }
    this.scanTimeMs = bar.endTimeMs + this.barSpanMs;
  }

  /** After a scan without a bar. */
  advance(utcNow: number): void {
    if (this.scanTimeMs > utcNow) return;
    if (!Number.isNaN(this.barSpanMs)) {
      this.scanTimeMs = utcNow + this.barSpanMs;
      return;
    }
    const workingEnd = this.consolidator.workingData?.endTimeMs ?? Number.NEGATIVE_INFINITY;
    this.scanTimeMs = workingEnd > utcNow ? workingEnd : utcNow + this.incrementMs;
  }

  /** Without an unfinished bar scans do nothing until data comes: goes on to the first one not before an instant. */
  skipTo(utcMs: number): void {
    const step = Number.isNaN(this.barSpanMs) ? this.incrementMs : this.barSpanMs;
    this.scanTimeMs += Math.ceil((utcMs - this.scanTimeMs) / step) * step;
  }
}

/**
 * Finishes bars by time between slices, in LEAN's order: by due time, then by registration. A consolidator is due one
 * bar length after its last bar's end, so a bar without data in its last minute is finished then and not with the next
 * data.
 */
export class ConsolidatorScanQueue {
  /** A time before which no scan is due, epoch ms UTC. */
  nextScanMs: number;
  readonly #entries: Map<Consolidator, ScanEntry>;
  #added: ScanEntry[];
  /** A binary heap. */
  readonly #heap: ScanEntry[];
  #nextId: number;

  constructor() {
    this.nextScanMs = Number.POSITIVE_INFINITY;
    this.#entries = new Map();
    this.#added = [];
    this.#heap = [];
    this.#nextId = 0;
  }

  /**
   * Registers a consolidator. To be called when it is attached to its subscription, before its other listeners.
   * @param incrementMs length of the subscription's bars
   * @param zone of the exchange
   */
  add(consolidator: Consolidator, incrementMs: number, zone: TimeZone): void {
    if (!consolidator.needsScan) return;
    const entry = new ScanEntry(this.#nextId++, consolidator, zone, Math.max(incrementMs, MS_PER_SECOND));
    consolidator.listen((_, bar) => entry.advanceAfter(bar));
    this.#entries.set(consolidator, entry);
    this.#added.push(entry);
    this.nextScanMs = Number.NEGATIVE_INFINITY;
  }

  remove(consolidator: Consolidator): void {
    const entry = this.#entries.get(consolidator);
    if (entry === undefined) return;
    entry.isRemoved = true;
    this.#entries.delete(consolidator);
  }

  /**
   * Runs all scans due before an instant (epoch ms UTC), the clock standing at the time of each.
   * @param afterScan called after each, at its time; when it returns a promise so does this, and goes on where it stopped
   *   when it is called again after that
   */
  scanPast(utcMs: number, clock: ScanClock, afterScan: () => void | Promise<void> = () => {}): void | Promise<void> {
    for (const entry of this.#added) {
      entry.advance(clock.utcNow());
      this.#push(entry);
    }
    this.#added = [];
    for (let first = this.#heap[0]; first !== undefined && first.priorityMs < utcMs; first = this.#heap[0]) {
      this.#pop();
      if (!first.isRemoved) {
        const waiting = this.#scanAndKeep(first, utcMs, clock, afterScan);
        if (waiting !== undefined) return waiting;
      }
    }
    this.nextScanMs =
      this.#added.length > 0 ? Number.NEGATIVE_INFINITY : (this.#heap[0]?.priorityMs ?? Number.POSITIVE_INFINITY);
  }

  /** It keeps its place in line, whatever its handlers do. */
  #scanAndKeep(
    entry: ScanEntry,
    utcMs: number,
    clock: ScanClock,
    afterScan: () => void | Promise<void>,
  ): void | Promise<void> {
    try {
      this.#scan(entry, utcMs, clock);
      return afterScan();
    } finally {
      this.#push(entry);
    }
  }

  #scan(entry: ScanEntry, utcMs: number, clock: ScanClock): void {
    if (entry.scanTimeMs > entry.priorityMs) return;
    if (!entry.consolidator.hasWorkingData) {
      entry.skipTo(utcMs);
      return;
    }
    if (clock.utcNow() !== entry.priorityMs) clock.set(entry.priorityMs);
    entry.consolidator.scan(entry.zone.toLocal(entry.priorityMs));
    entry.advance(entry.priorityMs);
  }

  #push(entry: ScanEntry): void {
    entry.priorityMs = entry.scanTimeMs;
    const heap = this.#heap;
    let i = heap.length;
    heap.push(entry);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent] as ScanEntry;
      if (!entry.isBefore(above)) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = entry;
  }

  /** Takes the first entry away. */
  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as ScanEntry;
    const length = heap.length;
    if (length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= length) break;
      if (child + 1 < length && (heap[child + 1] as ScanEntry).isBefore(heap[child] as ScanEntry)) child++;
      if (!(heap[child] as ScanEntry).isBefore(last)) break;
      heap[i] = heap[child] as ScanEntry;
      i = child;
    }
    heap[i] = last;
  }
}
