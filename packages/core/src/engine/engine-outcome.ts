import type { OrderEvent } from '../orders/order-event.ts';
import type { CapacityEstimate } from '../statistics/capacity-estimate.ts';
import type { ResultSampler } from '../statistics/result-sampler.ts';
import type { AlgorithmRun } from './algorithm-run.ts';
import type { RuntimeFailure } from './runtime-failure.ts';

/** What a run leaves behind, beside its `AlgorithmRun`. */
export interface EngineOutcome {
  readonly run: AlgorithmRun;
  readonly sampler: ResultSampler;
  readonly capacity: CapacityEstimate;
  readonly orderEvents: readonly OrderEvent[];
  readonly dataPoints: number;
  readonly historyDataPoints: number;
  readonly failure: RuntimeFailure | null;
  /** The host ended the run before its data did. */
  readonly interrupted: boolean;
}
