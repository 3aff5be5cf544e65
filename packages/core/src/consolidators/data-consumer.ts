import type { DataPoint } from '../data/data-point.ts';
import type { TimeSlice } from '../data/time-slice.ts';

/** Takes the data of a subscription in its time step: a consolidator, or an indicator on the subscription's own bars. */
export interface DataConsumer {
  update(point: DataPoint): void;
  /** Called after the data of a step. @param last the last point of the subscription in the slice */
  scan(last: DataPoint, slice: TimeSlice): void;
  /** `scan` does something: false for indicators that only take values. */
  readonly needsScan: boolean;
}
