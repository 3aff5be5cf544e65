import type { TimeSlice } from '../../data/time-slice.ts';

/** Gives a run its slices where its data alone does not set the pace. */
export interface Pace {
  /** The next slice or pulse when it is due; null at the end. */
  next(): Promise<TimeSlice | null>;
  /** Something has arrived that the engine should look at. */
  arrived(): void;
  /** No more slices: the run ends. */
  stop(): void;
}

/** Told what a pace does, so that it can be recorded. */
export interface PaceListener {
  /** Subscriptions are asked for data up to an instant, epoch ms UTC, by which it has come or will not come any more. */
  settled(utcMs: number): void;
  /** The run gets the slice of an instant, epoch ms UTC; subscriptions are asked for what follows it. */
  slice(utcMs: number): void;
  /** The run gets a pulse, which brings no data. */
  pulse(utcMs: number): void;
  ended(): void;
}
