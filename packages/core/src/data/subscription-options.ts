import type { BarBatch, TickBatch } from '../market/data-batch.ts';
import type { FillForwardResolution } from './filling/fill-forward-resolution.ts';

/** Whether a row is wanted, with the times under which it is seen (epoch ms UTC). */
export type DataFilter = (batch: BarBatch | TickBatch, row: number, timeMs: number, endTimeMs: number) => boolean;

/** What part of a source a subscription shows. */
export interface SubscriptionOptions {
  /** First instant wanted, epoch ms UTC. */
  readonly startUtc: number;
  /** Instant after the last one wanted, epoch ms UTC. */
  readonly endUtc: number;
  readonly fillForwardResolution: FillForwardResolution;
  /** What becomes visible before this instant (epoch ms UTC) is passed over, but filled forward from. */
  readonly showFromUtc?: number;
  /** What else must hold of a row, repeated ones included; every row unless given. */
  readonly isWanted?: DataFilter | undefined;
}
