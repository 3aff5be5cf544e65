import type { AuxiliaryEvent } from '../market/auxiliary-event.ts';
import type { DataKind, PriceBatch } from '../market/data-batch.ts';
import type { SubscriptionDataConfig } from './subscription-data-config.ts';

/**
 * The next item of a subscription. Where rows follow it directly (each begins where the one before ends, in the same
 * session) it is in a run: then nothing but its row and its times move.
 */
export abstract class SubscriptionHead {
  readonly config: SubscriptionDataConfig;
  /** Length of a bar. */
  readonly incrementMs: number;
  /** Instant at which the head becomes visible, infinity when there are no more items. */
  emitUtc: number;
  kind: DataKind;
  batch: PriceBatch | null;
  row: number;
  timeMs: number;
  endTimeMs: number;
  isFillForward: boolean;
  auxiliary: AuxiliaryEvent | null;
  /** Last row of the run; -1 outside of runs. */
  protected runEnd: number;

  constructor(config: SubscriptionDataConfig) {
    this.config = config;
    this.incrementMs = config.incrementMs;
    this.emitUtc = Number.NEGATIVE_INFINITY;
    this.kind = config.kind;
    this.batch = null;
    this.row = 0;
    this.timeMs = Number.NaN;
    this.endTimeMs = Number.NaN;
    this.isFillForward = false;
    this.auxiliary = null;
    this.runEnd = -1;
  }

  get isInRun(): boolean {
    return this.runEnd !== -1;
  }

  /** How many rows of the run are ahead of the head. */
  get ahead(): number {
    return this.runEnd === -1 ? 0 : this.runEnd - this.row;
  }

  /** Moves on by so many rows, at most as many as are ahead. */
  forward(count: number): void {
    const span = count * this.incrementMs;
    this.row += count;
    this.timeMs += span;
    this.endTimeMs += span;
    this.emitUtc += span;
  }
}
