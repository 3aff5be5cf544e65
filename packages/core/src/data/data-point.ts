import type { AuxiliaryEvent } from '../market/auxiliary-event.ts';
import type { DataKind, PriceBatch } from '../market/data-batch.ts';
import type { Subscription } from './subscription.ts';

/**
 * One item of a time slice: a row of a batch with its own time stamps, or a corporate event. Objects are pooled: they
 * hold their values until the next slice is asked for.
 */
export class DataPoint {
  subscription: Subscription;
  kind: DataKind;
  /** Null for a corporate event. */
  batch: PriceBatch | null;
  row: number;
  /** Start of the bar, epoch ms UTC. A filled-forward bar on a finer grid shows the times of the bar it repeats. */
  timeMs: number;
  endTimeMs: number;
  /** Repeats the last row for want of a new one: prices are that row's, the volume is zero. */
  isFillForward: boolean;
  auxiliary: AuxiliaryEvent | null;

  constructor(subscription: Subscription) {
    this.subscription = subscription;
    this.kind = subscription.kind;
    this.batch = null;
    this.row = 0;
    this.timeMs = Number.NaN;
    this.endTimeMs = Number.NaN;
    this.isFillForward = false;
    this.auxiliary = null;
  }

  /** Takes over a subscription's head. A reference is mostly there already, and comparing costs less than writing. */
  copyHead(subscription: Subscription): void {
    if (this.subscription !== subscription) this.subscription = subscription;
    if (this.batch !== subscription.batch) this.batch = subscription.batch;
    if (this.auxiliary !== subscription.auxiliary) this.auxiliary = subscription.auxiliary;
    this.kind = subscription.kind;
    this.row = subscription.row;
    this.timeMs = subscription.timeMs;
    this.endTimeMs = subscription.endTimeMs;
    this.isFillForward = subscription.isFillForward;
  }

  /** Moves on to the next row, which follows directly. */
  forward(incrementMs: number): void {
    this.row += 1;
    this.timeMs += incrementMs;
    this.endTimeMs += incrementMs;
  }
}
