import { DataPoint } from './data-point.ts';
import type { Subscription } from './subscription.ts';

/** All data that becomes visible at one instant. One object is reused: its content changes with the next slice. */
export class TimeSlice {
  /** The instant, epoch ms UTC. */
  utcMs: number;
  /** Number of valid entries in `points`. */
  count: number;
  /** Live: it only moves the clock, takes in what the broker told and fires what is due. */
  isPulse: boolean;
  /** Data grouped by subscription, in subscription order and then in time order; entries from `count` on are stale. */
  readonly points: DataPoint[];

  constructor() {
    this.utcMs = Number.NEGATIVE_INFINITY;
    this.count = 0;
    this.isPulse = false;
    this.points = [];
  }

  /** What the slice adds to the run's data points: everything in it, also fills, internal data and corporate events. */
  get dataPointCount(): number {
    return this.count;
  }

  /** Empties the slice for an instant. */
  begin(utcMs: number): void {
    this.utcMs = utcMs;
    this.count = 0;
    this.isPulse = false;
  }

  /** Becomes the slice of an instant in which every point is the row after the present one. */
  forward(utcMs: number, incrementMs: number): void {
    this.utcMs = utcMs;
    for (let i = 0; i < this.count; i++) (this.points[i] as DataPoint).forward(incrementMs);
  }

  /** Appends a subscription's head. */
  append(subscription: Subscription): void {
    const index = this.count++;
    let point = this.points[index];
    if (point === undefined) {
      point = new DataPoint(subscription);
      this.points.push(point);
    }
    point.copyHead(subscription);
  }

  /** Drops the points of a subscription that was removed after the slice was made. */
  discard(subscription: Subscription): void {
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      const point = this.points[i] as DataPoint;
      if (point.subscription === subscription) continue;
      this.points[i] = this.points[kept] as DataPoint;
      this.points[kept++] = point;
    }
    this.count = kept;
  }
}
