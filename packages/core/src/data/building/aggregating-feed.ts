import type { Clock } from '../../time/clock.ts';
import { Resolution } from '../../time/resolution.ts';
import type {
  DataFeed,
  FeedListener,
  FeedStatus,
  HistoryProvider,
  SubscriptionRequest,
  SubscriptionSource,
} from '../data-feed.ts';
import { PastSource } from '../past-source.ts';
import type { SubscriptionDataConfig } from '../subscription-data-config.ts';
import { AggregatedSource, type AggregationTimes } from './aggregated-source.ts';

/** What a feed that makes bars is made of. */
export interface AggregatingFeedOptions extends Partial<AggregationTimes> {
  /** The stream: gives what comes from now on, and tells when it is disconnected and connected again. */
  readonly feed: DataFeed;
  /** Where the past comes from, and what the stream has missed. */
  readonly history: HistoryProvider;
  readonly clock: Clock;
  /**
   * What the stream has for bars that are asked for: ticks, or bars of a resolution as fine or finer. Bars of several
   * seconds count as those of a second.
   */
  readonly resolutionOf: (config: SubscriptionDataConfig) => Resolution;
  /** @defaultValue 1000 */
  readonly graceMs?: number;
  /** @defaultValue 500 */
  readonly historyDelayMs?: number;
  /** @defaultValue 500 */
  readonly patienceMs?: number;
}

/**
 * Serves subscriptions to bars from a stream of ticks, quotes or shorter bars: what brokers push. Bars are closed by the
 * time of a clock, after a grace for data that is late; a bar that was handed over never changes any more. Before the
 * stream stands what history has of the past, without a hole or an overlap; what the stream has missed, at the beginning
 * and whenever it was disconnected, is taken from history. Ticks and the strategy's own kinds of data are passed on.
 *
 * Corporate events come from the stream. Trades after the bell, such as those of a closing auction, are not part of a
 * regular session's bars.
 */
export class AggregatingFeed implements DataFeed {
  readonly #options: AggregatingFeedOptions;
  readonly #times: AggregationTimes;
  readonly #sources = new Set<AggregatedSource>();
  #listener: FeedListener | null = null;
  /** Some subscriptions take the stream as it is. */
  #passesOn = false;

  constructor(options: AggregatingFeedOptions) {
    this.#options = options;
    const { graceMs = 1_000, historyDelayMs = 500, patienceMs = 500 } = options;
    this.#times = { graceMs, historyDelayMs, patienceMs };
  }

  connect(listener: FeedListener): void | Promise<void> {
    this.#listener = listener;
    return this.#options.feed.connect?.({
      arrived: () => this.#onArrival(),
      status: (status) => this.#onStatus(status),
    });
  }

  disconnect(): void | Promise<void> {
    return this.#options.feed.disconnect?.();
  }

  subscribe(request: SubscriptionRequest): SubscriptionSource {
    const { feed, history, clock, resolutionOf } = this.#options;
    const { config, endUtc, auxiliaryEvents } = request;
    if (config.resolution === Resolution.Tick || config.customType !== null) {
      this.#passesOn = true;
      return feed.subscribe(request);
    }
    if (endUtc <= clock.utcNow()) return new PastSource(Promise.resolve(history.getHistory(request)));
    const streamed = config.unfilled(resolutionOf(config));
    const partResolution = Math.max(streamed.resolution, Resolution.Minute) as Resolution;
    const source = new AggregatedSource({
      request,
      stream: feed.subscribe({ config: streamed, startUtc: clock.utcNow(), endUtc, auxiliaryEvents }),
      partConfig: config.resolution > partResolution ? config.unfilled(partResolution) : config,
      history,
      clock,
      times: this.#times,
      onArrival: () => this.#listener?.arrived(),
      onStatus: (status) => this.#listener?.status(status),
      onClose: () => this.#sources.delete(source),
    });
    this.#sources.add(source);
    return source;
  }

  /** Nobody has to look up for a tick that goes into a bar. */
  #onArrival(): void {
    for (const source of this.#sources) source.look();
    if (this.#passesOn) this.#listener?.arrived();
  }

  #onStatus(status: FeedStatus): void {
    if (status.kind === 'disconnected') for (const source of this.#sources) source.disconnected();
    if (status.kind === 'reconnected') for (const source of this.#sources) source.reconnected();
    if (status.kind === 'missed') {
      for (const source of this.#sources) if (source.symbol.id === status.symbol.id) source.missed();
    }
    this.#listener?.status(status);
  }
}
