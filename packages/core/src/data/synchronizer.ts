import type { SecuritySymbol } from '../market/symbol.ts';
import { Convoy } from './convoy.ts';
import type { Subscription } from './subscription.ts';
import { TimeSlice } from './time-slice.ts';

/**
 * Merges subscriptions into time slices. A slice's instant, the frontier, is the earliest head of all subscriptions
 * and never goes back; it holds everything that is visible by then, in the order security type, tick type, ticker,
 * insertion.
 */
export class Synchronizer {
  private readonly slice: TimeSlice;
  private readonly ordered: Subscription[];
  /** Emit time of each subscription's head. */
  private emits: Float64Array;
  private earliest: number;
  private frontier: number;
  /**
   * Heads that stand at one instant before all others, with rows of one length ahead, move together: the slices until
   * one of them ends its run, or another head is reached, are made without looking at any.
   */
  private readonly convoy: Convoy;

  constructor(startUtc: number = Number.NEGATIVE_INFINITY) {
    this.slice = new TimeSlice();
    this.ordered = [];
    this.emits = new Float64Array(16);
    this.earliest = Number.POSITIVE_INFINITY;
    this.frontier = startUtc;
    this.convoy = new Convoy();
  }

  /** Live subscriptions in slice order; those that reached the end of their data are gone. */
  get subscriptions(): readonly Subscription[] {
    return this.ordered;
  }

  /** Instant of the last slice. */
  get frontierUtc(): number {
    return this.frontier;
  }

  /** Adds a subscription and reads its first item; a promise when its source has to be awaited. */
  add(subscription: Subscription): Promise<void> | void {
    this.breakConvoy();
    for (const other of this.ordered) other.leaveRun();
    const waiting = subscription.advance();
    if (waiting !== null) return waiting.then(() => this.insert(subscription));
    this.insert(subscription);
  }

  /** Stops a subscription, or all of a security, and marks them as removed. Points already in the slice stay. */
  remove(target: Subscription | SecuritySymbol): void {
    this.breakConvoy();
    const removed = this.ordered.filter((subscription) =>
      'config' in target ? subscription === target : subscription.config.symbol.equals(target),
    );
    for (const subscription of removed) {
      subscription.close();
      this.ordered.splice(this.ordered.indexOf(subscription), 1);
    }
    this.rescan();
  }

  /** Every subscription has reached the end of its data. */
  get hasEnded(): boolean {
    return this.ordered.length === 0;
  }

  /** Instant of the next slice, epoch ms UTC; infinity when none is at hand. */
  peekUtc(): number {
    return Math.max(this.earliest, this.frontier);
  }

  /** The next slice, null when none is at hand, or a promise of either when a source has to be awaited. */
  next(): TimeSlice | null | Promise<TimeSlice | null> {
    if (this.earliest === Number.POSITIVE_INFINITY) return null;
    if (this.earliest > this.frontier) this.frontier = this.earliest;
    if (this.convoy.slicesLeft > 0) return this.nextOfConvoy();
    this.slice.begin(this.frontier);
    return this.collect();
  }

  /** Live: looks for heads of subscriptions that had none, as far as data is settled (epoch ms UTC). */
  poll(settledUtc: number): Promise<void> | void {
    const waiting: Promise<void>[] = [];
    let isChanged = false;
    for (const subscription of this.ordered) {
      if (!subscription.isPending) continue;
      this.breakConvoy();
      const wait = subscription.poll(settledUtc);
      if (wait !== null) waiting.push(wait);
      isChanged ||= !subscription.isPending;
    }
    if (waiting.length > 0) return Promise.all(waiting).then(() => this.dropEnded());
    if (isChanged) this.dropEnded();
  }

  /** Live: an instant without data (epoch ms UTC); what comes later is at or after it. */
  pulse(utcMs: number): TimeSlice {
    this.breakConvoy();
    this.frontier = Math.max(this.frontier, utcMs);
    this.slice.begin(this.frontier);
    this.slice.isPulse = true;
    return this.slice;
  }

  private collect(): TimeSlice | Promise<TimeSlice> {
    const { slice, ordered, emits, frontier, convoy } = this;
    const count = ordered.length;
    let others = Number.POSITIVE_INFINITY;
    let someEnded = false;
    convoy.clear();
    for (let i = 0; i < count; i++) {
      let emit = emits[i] as number;
      if (emit <= frontier) {
        const subscription = ordered[i] as Subscription;
        do {
          slice.append(subscription);
          const waiting = subscription.advance();
          if (waiting !== null) return this.collectAfter(waiting);
          emit = subscription.emitUtc;
        } while (emit <= frontier);
        emits[i] = emit;
        someEnded ||= emit === Number.POSITIVE_INFINITY && !subscription.isPending;
        convoy.join(subscription);
      } else if (emit < others) others = emit;
    }
    convoy.start(others);
    this.earliest = Math.min(convoy.firstUtc, others);
    if (someEnded) this.dropEnded();
    return slice;
  }

  private nextOfConvoy(): TimeSlice {
    const { slice, ordered, emits, frontier, convoy } = this;
    if (convoy.slicesMade > 0) {
      slice.forward(frontier, convoy.incrementMs);
    } else {
      slice.begin(frontier);
      for (let i = 0; i < ordered.length; i++) if (emits[i] === frontier) slice.append(ordered[i] as Subscription);
    }
    convoy.advance();
    this.earliest += convoy.incrementMs;
    if (convoy.slicesLeft === 0) this.breakConvoy();
    return slice;
  }

  /** Brings the heads of the convoy to where it has come. */
  private breakConvoy(): void {
    const { ordered, emits, convoy } = this;
    const { firstUtc, slicesMade } = convoy;
    convoy.clear();
    if (slicesMade === 0) return;
    for (let i = 0; i < ordered.length; i++) {
      if (emits[i] === firstUtc) (ordered[i] as Subscription).forward(slicesMade);
    }
    this.rescan();
  }

  /** Goes on collecting: what is in the slice already has heads beyond the frontier. */
  private async collectAfter(waiting: Promise<void>): Promise<TimeSlice> {
    await waiting;
    this.rescan();
    return this.collect();
  }

  private dropEnded(): void {
    for (let i = this.ordered.length - 1; i >= 0; i--) {
      if (hasEnded(this.ordered[i] as Subscription)) this.ordered.splice(i, 1);
    }
    this.rescan();
  }

  private insert(subscription: Subscription): void {
    if (hasEnded(subscription)) return;
    const index = this.ordered.findIndex((other) => precedes(subscription, other));
    this.ordered.splice(index === -1 ? this.ordered.length : index, 0, subscription);
    this.rescan();
  }

  /** Reads all heads again after subscriptions came or went. */
  private rescan(): void {
    const count = this.ordered.length;
    if (count > this.emits.length) this.emits = new Float64Array(2 * count);
    this.earliest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < count; i++) {
      const emit = (this.ordered[i] as Subscription).emitUtc;
      this.emits[i] = emit;
      if (emit < this.earliest) this.earliest = emit;
    }
  }
}

function hasEnded(subscription: Subscription): boolean {
  return subscription.emitUtc === Number.POSITIVE_INFINITY && !subscription.isPending;
}

/** Whether a subscription stands before another in a slice whatever the order of their insertion. */
function precedes(first: Subscription, second: Subscription): boolean {
  const a = first.config;
  const b = second.config;
  if (a.symbol.securityType !== b.symbol.securityType) return a.symbol.securityType < b.symbol.securityType;
  if (a.tickType !== b.tickType) return a.tickType < b.tickType;
  return a.symbol.value.toUpperCase() < b.symbol.value.toUpperCase();
}
