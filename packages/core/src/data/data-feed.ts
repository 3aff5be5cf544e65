import type { DataBatch } from '../market/data-batch.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { SubscriptionDataConfig } from './subscription-data-config.ts';

/** A subscription as a feed sees it. */
export interface SubscriptionRequest {
  readonly config: SubscriptionDataConfig;
  /** First instant wanted, epoch ms UTC: bars that end before it are left out. */
  readonly startUtc: number;
  /** Instant after the last one wanted: bars that start at or after it are left out. */
  readonly endUtc: number;
  /**
   * Corporate events wanted; the first trade subscription of a security carries them. Those of the engine's own (internal
   * ones) carry changes of ticker and delistings, neither splits nor dividends.
   */
  readonly auxiliaryEvents: boolean;
}

/** The answer of a live source that has nothing at hand: neither data nor the end. */
export const NOTHING_YET: unique symbol = Symbol('nothing yet');

/** Batches of one subscription in time order, pulled by the engine or pushed into by a live feed. */
export interface SubscriptionSource {
  /**
   * The next batch, null at the end of the data, or a promise of either when it has to be fetched first. A live source
   * that has given all there is answers `NOTHING_YET`; its feed says when to ask again (`FeedListener.arrived`).
   */
  next(): DataBatch | null | typeof NOTHING_YET | Promise<DataBatch | null | typeof NOTHING_YET>;
  /** Tells the source that no more will be pulled. */
  close(): void;
}

/** What a feed tells beside data. */
export type FeedStatus =
  /** The connection is lost; subscriptions stay, and go on when it is back, with what was missed where there is history. */
  | { readonly kind: 'disconnected'; readonly reason: string; readonly expected: boolean }
  | { readonly kind: 'reconnected' }
  /** The stream of one security had stopped and goes on: what it missed comes from history, where there is one. */
  | { readonly kind: 'missed'; readonly symbol: SecuritySymbol; readonly reason: string }
  /** Trading in a security was halted or goes on. */
  | { readonly kind: 'halted' | 'resumed'; readonly symbol: SecuritySymbol; readonly reason: string }
  /** Data of a security comes late (without permission for live data), or is live again. */
  | { readonly kind: 'delayed' | 'live'; readonly symbol: SecuritySymbol; readonly delayMs: number }
  /** Bars of a span (epoch ms UTC) hold only what was seen of it: the rest was missed, and history did not have it. */
  | {
      readonly kind: 'incomplete';
      readonly symbol: SecuritySymbol;
      readonly fromUtc: number;
      readonly untilUtc: number;
      readonly reason: string;
    }
  /** A subscription was refused or has died: no more data comes. */
  | { readonly kind: 'refused'; readonly symbol: SecuritySymbol; readonly code: string; readonly text: string };

/** Who is told by a live feed, from whatever callback it is in. */
export interface FeedListener {
  /** Some source has something to give. */
  arrived(): void;
  status(status: FeedStatus): void;
}

/**
 * Where market data comes from: files, a broker, a replay. A feed reads, normalises prices and emits corporate events;
 * fill-forward, the filter by market hours and merging are the engine's. What a request asks for of the past a live feed
 * gives as well, from its history, before what is pushed.
 */
export interface DataFeed {
  subscribe(request: SubscriptionRequest): SubscriptionSource;
  /** Live feeds: begins. Called once, before the first subscription. */
  connect?(listener: FeedListener): void | Promise<void>;
  disconnect?(): void | Promise<void>;
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
