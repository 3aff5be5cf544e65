import type { DataBatch } from '../market/data-batch.ts';
import type { SubscriptionDataConfig } from './subscription-data-config.ts';

/** A subscription as a feed sees it. */
export interface SubscriptionRequest {
  readonly config: SubscriptionDataConfig;
  /** First instant wanted, epoch ms UTC: bars that end before it are left out. */
  readonly startUtc: number;
  /** Instant after the last one wanted: bars that start at or after it are left out. */
  readonly endUtc: number;
  /** Corporate events wanted; the first trade subscription of a security carries them. */
  readonly auxiliaryEvents: boolean;
}

/** Batches of one subscription in time order, pulled by the engine or pushed into by a live feed. */
export interface SubscriptionSource {
  /** The next batch, null at the end of the data, or a promise of either when it is not at hand. */
  next(): DataBatch | null | Promise<DataBatch | null>;
  /** Tells the source that no more will be pulled. */
  close(): void;
}

/**
 * Where market data comes from: files, a broker, a replay. A feed reads, normalises prices and emits corporate events;
 * fill-forward, the filter by market hours and merging are the engine's.
 */
export interface DataFeed {
  subscribe(request: SubscriptionRequest): SubscriptionSource;
}

/** A request for past data. */
export interface HistoryRequest extends SubscriptionRequest {}

/** Where past data comes from. File providers answer at once, brokers with a promise. */
export interface HistoryProvider {
  /**
   * Batches of data whose end lies in `[startUtc, endUtc]`, in time order. What ends exactly at the start is not part of
   * the answer to a strategy but what a gap after it is filled with.
   */
  getHistory(request: HistoryRequest): readonly DataBatch[] | Promise<readonly DataBatch[]>;
}
