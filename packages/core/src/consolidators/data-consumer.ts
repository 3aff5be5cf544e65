import type { DataPoint } from '../data/data-point.ts';

/** Takes the data of a subscription in its time step: a consolidator, or an indicator on the subscription's own bars. */
export interface DataConsumer {
  update(point: DataPoint): void;
  /** Called after the data of a step; `localMs` is wall-clock time at the exchange. */
  scan(localMs: number): void;
  /** `scan` does something: false for indicators that only take values. */
  readonly needsScan: boolean;
}
