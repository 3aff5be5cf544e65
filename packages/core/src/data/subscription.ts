import { type AuxiliaryEvent, AuxiliaryType, DelistingType } from '../market/auxiliary-event.ts';
import { type AuxiliaryBatch, type BarBatch, type DataBatch, DataKind } from '../market/data-batch.ts';
import { BarStamps } from './bar-stamps.ts';
import type { SubscriptionSource } from './data-feed.ts';
import { FillForward } from './filling/fill-forward.ts';
import type { FillForwardResolution } from './filling/fill-forward-resolution.ts';
import { NextFill } from './filling/next-fill.ts';
import { MarketHoursFilter } from './market-hours-filter.ts';
import { SourceRows, Step } from './source-rows.ts';
import type { SubscriptionDataConfig } from './subscription-data-config.ts';
import { SubscriptionHead } from './subscription-head.ts';
import type { SubscriptionOptions } from './subscription-options.ts';

/**
 * One stream of data as the engine sees it: rows of the source in market hours, with gaps filled forward if asked for,
 * and corporate events between them. The public fields describe the next item, the head; nothing is allocated per row.
 */
export class Subscription extends SubscriptionHead {
  readonly startUtc: number;
  readonly endUtc: number;
  /** Set when the security was removed: what is still in a slice is to be ignored. */
  removed: boolean;
  /** A live source has nothing at hand: there is no head until `advance` finds one. */
  isPending: boolean;
  /** What the engine keeps beside the subscription: where its data goes. */
  owner: unknown;

  /** Live: everything that ends by this instant (epoch ms UTC) has come, or never will. */
  private settledUtc: number;
  /** The source's rows, and the one reached. */
  private readonly rows: SourceRows;
  private readonly grid: FillForwardResolution;
  private readonly fills: FillForward;
  private readonly filter: MarketHoursFilter;
  private readonly stamps: BarStamps;
  /** Live only. */
  private nextFill: NextFill | null;
  private readonly fillForward: boolean;
  /** Last instant wanted. */
  private readonly lastUtc: number;
  private readonly showFromUtc: number;

  /** The source's current item is held back until the gap before it is filled. */
  private isFilling: boolean;
  private delistedUtc: number;
  /** What `previousEnd` was before the last item. */
  private endBeforeLast: number;

  /** Unstamped times of the item that left the fill-forward stage last. */
  private itemTime: number;
  private itemEnd: number;
  private itemIsFill: boolean;
  private itemIsEvent: boolean;
  /** The last bar or fill, which gaps are filled with. Its end is NaN before the first. */
  private previousTime: number;
  private previousEnd: number;
  private previousIsFill: boolean;
  private previousBatch: BarBatch | null;
  private previousRow: number;
  /** End of the window in which rows that follow directly need no more than comparisons; see `advance`. */
  private directUntil: number;
  /** Start of a bar in that window. */
  private gridOrigin: number;

  constructor(config: SubscriptionDataConfig, source: SubscriptionSource, options: SubscriptionOptions) {
    super(config);
    this.startUtc = options.startUtc;
    this.endUtc = options.endUtc;
    this.removed = false;
    this.isPending = false;
    this.owner = null;
    this.settledUtc = Number.NEGATIVE_INFINITY;
    this.rows = new SourceRows(source, config.fillForward && config.kind === DataKind.QuoteBar);
    this.grid = options.fillForwardResolution;
    this.fills = new FillForward(config);
    this.filter = new MarketHoursFilter(config);
    this.stamps = new BarStamps(config);
    this.nextFill = null;
    this.fillForward = config.fillForward;
    this.lastUtc = options.endUtc - 1;
    this.showFromUtc = options.showFromUtc ?? Number.NEGATIVE_INFINITY;
    this.isFilling = false;
    this.delistedUtc = Number.POSITIVE_INFINITY;
    this.endBeforeLast = Number.NaN;
    this.itemTime = Number.NaN;
    this.itemEnd = Number.NaN;
    this.itemIsFill = false;
    this.itemIsEvent = false;
    this.previousTime = Number.NaN;
    this.previousEnd = Number.NaN;
    this.previousIsFill = false;
    this.previousBatch = null;
    this.previousRow = 0;
    this.directUntil = Number.NEGATIVE_INFINITY;
    this.gridOrigin = Number.NaN;
  }

  /** Ends a run: what follows is looked at afresh. To be called when the fill-forward grid may have changed. */
  leaveRun(): void {
    if (!this.isInRun) return;
    this.runEnd = -1;
    this.rows.row = this.row;
    this.previousRow = this.row;
    this.previousTime = this.timeMs;
    this.previousEnd = this.endTimeMs;
  }

  /** Moves to the next item; returns null when done synchronously, or a promise when the source had to be awaited. */
  advance(): Promise<void> | null {
    if (this.row < this.runEnd) {
      this.forward(1);
      return null;
    }
    this.leaveRun();
    return this.advanceDirectly() ? null : this.advanceByRules();
  }

  /** Looks for a head where there was none: what was pushed, or a fill of the gap up to an instant (epoch ms UTC). */
  poll(settledUtc: number): Promise<void> | null {
    this.settledUtc = settledUtc;
    return this.advanceByRules();
  }

  /** Live: end of the last bar or fill, epoch ms UTC; infinity for ticks and before the first. */
  get lastEndUtc(): number {
    const end = this.isInRun ? this.endTimeMs : this.previousEnd;
    return this.incrementMs === 0 || Number.isNaN(end) ? Number.POSITIVE_INFINITY : end;
  }

  /** Ends the stream and releases the source. */
  close(): void {
    this.removed = true;
    this.end();
  }

  /** Moves to a row or fill that needs no more than comparisons; false when there is none. */
  private advanceDirectly(): boolean {
    const { rows } = this;
    const row = this.isFilling ? rows.row : rows.row + 1;
    if (row >= rows.length || rows.batch !== this.batch) return false;
    const time = rows.times[row] as number;
    const endTime = rows.ends[row] as number;
    const start = this.previousEnd;
    const end = start + this.incrementMs;
    // In the same session and on the same grid as the bar before, hence no filter and no rounding.
    if (end > this.directUntil || endTime - time !== this.incrementMs) return false;
    if (this.fillForward && this.incrementMs > this.grid.ms) return false;
    if (time !== start) {
      if (!(time >= end)) return false;
      if (this.fillForward) {
        rows.row = row;
        this.isFilling = true;
        this.moveDirectly(start, end, true);
        return true;
      }
      if (endTime > this.directUntil || !this.isOnGrid(time)) return false;
    }
    this.moveToRow(row, time, endTime);
    const last = rows.lastOfRun(this.incrementMs, this.directUntil);
    if (last > row) this.runEnd = last;
    return true;
  }

  private moveToRow(row: number, time: number, endTime: number): void {
    this.rows.row = row;
    this.isFilling = false;
    this.row = row;
    this.previousRow = row;
    this.moveDirectly(time, endTime, false);
  }

  private moveDirectly(time: number, endTime: number, isFill: boolean): void {
    this.isFillForward = isFill;
    this.previousIsFill = isFill;
    this.previousTime = time;
    this.previousEnd = endTime;
    this.timeMs = time;
    this.endTimeMs = endTime;
    this.emitUtc = endTime;
  }

  private advanceByRules(): Promise<void> | null {
    this.isPending = false;
    for (;;) {
      const step = this.nextItem();
      if (step === Step.Waiting) return this.awaitSource();
      if (step === Step.Pending) {
        this.isPending = true;
        this.emitUtc = Number.POSITIVE_INFINITY;
        this.directUntil = Number.NEGATIVE_INFINITY;
      } else if (step === Step.Ended) {
        this.end();
      } else if (this.itemIsEvent || this.filter.accepts(this.itemTime, this.itemEnd)) {
        if (this.itemTime > this.lastUtc) this.end();
        else if (this.itemEnd < this.showFromUtc) continue;
        else this.emit();
      } else {
        this.passOver();
        continue;
      }
      return null;
    }
  }

  private async awaitSource(): Promise<void> {
    await this.rows.wait();
    const again = this.advanceByRules();
    if (again !== null) await again;
  }

  private end(): void {
    this.emitUtc = Number.POSITIVE_INFINITY;
    this.directUntil = Number.NEGATIVE_INFINITY;
    this.rows.close();
    this.runEnd = -1;
  }

  /** The fill-forward stage: the next row, fill or event, in market hours or not. */
  private nextItem(): Step {
    const isDelisted = this.delistedUtc !== Number.POSITIVE_INFINITY;
    // The last item does not count yet: a fill may end at the instant of the delisting, which follows it.
    if (isDelisted && !(this.endBeforeLast < this.delistedUtc)) return Step.Ended;
    this.endBeforeLast = this.previousEnd;
    if (!this.isFilling) {
      const step = this.moveSource();
      if (step === Step.Waiting) return step;
      if (step === Step.Pending) return this.fillToSettled(isDelisted);
      if (step === Step.Ended) return this.fillToEnd(isDelisted);
    }
    const batch = this.rows.batch as DataBatch;
    const row = this.rows.row;
    const time = this.rows.times[row] as number;
    const endTime = this.rows.ends[row] as number;
    const isEvent = batch.kind === DataKind.Auxiliary;
    if (isEvent) this.noteDelisting(batch.events[row] as AuxiliaryEvent);
    if (this.fillForward && this.findFill(time, endTime, isEvent)) {
      if (this.previousEnd >= this.lastUtc) return Step.Ended;
      this.isFilling = true;
      this.takeFill(this.fills.timeMs, this.fills.endTimeMs);
      return Step.Moved;
    }
    this.isFilling = false;
    this.itemTime = time;
    this.itemEnd = endTime;
    this.itemIsFill = false;
    this.itemIsEvent = isEvent;
    if (!isEvent) {
      this.previousTime = time;
      this.previousEnd = endTime;
      this.previousIsFill = false;
      this.previousBatch = batch as BarBatch;
      this.previousRow = row;
    }
    return Step.Moved;
  }

  /** Live: fills the gap after the last row as far as nothing can come any more. */
  private fillToSettled(isDelisted: boolean): Step {
    if (!this.fillForward || isDelisted) return Step.Pending;
    const untilUtc = Math.min(this.settledUtc, this.lastUtc);
    if (!(this.previousEnd < untilUtc)) return Step.Pending;
    this.nextFill ??= new NextFill(this.config);
    const next = this.nextFill.findAfter(this.previousTime, this.previousEnd, this.previousIsFill, this.grid.ms);
    if (next.endTimeMs > untilUtc) return Step.Pending;
    this.takeFill(next.timeMs, next.endTimeMs);
    return Step.Moved;
  }

  /** Fills after the last row, until the subscription ends. */
  private fillToEnd(isDelisted: boolean): Step {
    if (!this.fillForward || isDelisted || !(this.previousEnd < this.lastUtc)) return Step.Ended;
    this.fills.seekLastBar(this.lastUtc);
    const { timeMs, endTimeMs } = this.fills;
    if (this.findFill(timeMs, endTimeMs, false)) {
      this.takeFill(this.fills.timeMs, this.fills.endTimeMs);
      return Step.Moved;
    }
    const lastEnd = this.itemIsEvent ? this.itemEnd : this.previousEnd;
    if (lastEnd === endTimeMs || !this.filter.accepts(timeMs, endTimeMs)) return Step.Ended;
    this.takeFill(timeMs, endTimeMs);
    return Step.Moved;
  }

  private findFill(nextTime: number, nextEnd: number, isEvent: boolean): boolean {
    const { fills, filter, previousTime, previousEnd, incrementMs } = this;
    const gridMs = this.grid.ms;
    if (Number.isNaN(previousEnd)) return false;
    if (
      previousEnd + incrementMs <= this.directUntil &&
      nextTime >= previousEnd + incrementMs &&
      incrementMs <= gridMs &&
      (isEvent || nextEnd - nextTime === incrementMs)
    ) {
      fills.timeMs = previousEnd;
      fills.endTimeMs = previousEnd + incrementMs;
      return true;
    }
    // A pause between sessions has nothing to fill.
    if (
      incrementMs === gridMs &&
      !filter.isWindowOpen &&
      previousTime >= filter.windowStart &&
      nextEnd <= filter.windowEnd &&
      !this.config.strictDailyEndTimes
    ) {
      return false;
    }
    fills.startAfter(previousTime, previousEnd, this.previousIsFill);
    return fills.findBefore(nextTime, nextEnd, isEvent, gridMs);
  }

  private takeFill(time: number, endTime: number): void {
    this.itemTime = this.previousTime = time;
    this.itemEnd = this.previousEnd = endTime;
    this.itemIsFill = this.previousIsFill = true;
    this.itemIsEvent = false;
  }

  private noteDelisting(event: AuxiliaryEvent): void {
    if (event.type === AuxiliaryType.Delisting && event.delistingType === DelistingType.Delisted) {
      this.delistedUtc = event.timeMs;
    }
  }

  /** Makes the current item the head. */
  private emit(): void {
    this.emitUtc = this.itemEnd;
    this.isFillForward = this.itemIsFill;
    if (this.itemIsEvent) {
      const events = this.rows.batch as AuxiliaryBatch;
      this.kind = DataKind.Auxiliary;
      this.batch = null;
      this.row = this.rows.row;
      this.auxiliary = events.events[this.rows.row] as AuxiliaryEvent;
      this.timeMs = this.itemTime;
      this.endTimeMs = this.itemEnd;
      this.directUntil = Number.NEGATIVE_INFINITY;
      return;
    }
    this.kind = this.config.kind;
    this.batch = this.previousBatch;
    this.row = this.previousRow;
    this.auxiliary = null;
    if (
      this.itemEnd <= this.directUntil &&
      this.itemEnd - this.itemTime === this.incrementMs &&
      this.isOnGrid(this.itemTime)
    ) {
      this.timeMs = this.itemTime;
      this.endTimeMs = this.itemEnd;
    } else {
      this.stamp();
    }
  }

  /** Stamps the head, and opens the window of direct rows when the stamps are the row's own times. */
  private stamp(): void {
    const { filter, stamps, itemTime, itemEnd } = this;
    stamps.stamp(itemTime, itemEnd, this.itemIsFill);
    this.timeMs = stamps.timeMs;
    this.endTimeMs = stamps.endTimeMs;
    this.directUntil = Number.NEGATIVE_INFINITY;
    const isPlain =
      stamps.timeMs === itemTime && stamps.endTimeMs === itemEnd && itemEnd - itemTime === this.incrementMs;
    if (!isPlain || this.config.strictDailyEndTimes || this.delistedUtc !== Number.POSITIVE_INFINITY) return;
    if (itemTime < filter.windowStart || itemEnd > filter.windowEnd) filter.moveWindow(itemTime);
    if (!filter.isWindowOpen || itemEnd > filter.windowEnd) return;
    this.directUntil = Math.min(filter.windowEnd, this.lastUtc);
    this.gridOrigin = itemTime;
  }

  private isOnGrid(time: number): boolean {
    const steps = (time - this.gridOrigin) / this.incrementMs;
    return steps === Math.floor(steps);
  }

  /** Leaves out an item outside market hours. */
  private passOver(): void {
    this.directUntil = Number.NEGATIVE_INFINITY;
    if (this.itemEnd > this.filter.windowEnd) this.filter.moveWindow(this.itemTime);
  }

  private moveSource(): Step {
    const { rows } = this;
    do {
      const step = rows.move();
      if (step !== Step.Moved) return step;
    } while (this.isLate());
    return Step.Moved;
  }

  /** Live: a bar whose place was filled when it was given up, or that was given before; bars do not change afterwards. */
  private isLate(): boolean {
    if (this.settledUtc === Number.NEGATIVE_INFINITY || this.rows.isEvents) return false;
    // Of custom data several points may have one time.
    if (!this.previousIsFill && this.config.customType !== null) return false;
    return (this.rows.ends[this.rows.row] as number) <= this.previousEnd;
  }
}
