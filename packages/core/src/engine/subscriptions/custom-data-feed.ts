import { type CustomDataFiles, CustomDataSource } from '../../data/custom-data-source.ts';
import type {
  DataFeed,
  FeedListener,
  HistoryProvider,
  HistoryRequest,
  SubscriptionRequest,
  SubscriptionSource,
} from '../../data/data-feed.ts';
import type { DataBatch } from '../../market/data-batch.ts';
import type { EngineOptions } from '../engine-options.ts';

type CustomDataFeedOptions = Pick<EngineOptions, 'feed' | 'history' | 'reference' | 'fineFundamentals'>;

/** A feed and a history that read custom types by themselves and leave everything else to those of the run. */
export class CustomDataFeed implements DataFeed, HistoryProvider {
  readonly #feed: DataFeed;
  readonly #history: HistoryProvider;
  readonly #files: CustomDataFiles;

  /** @param stored text under a key of the run's object store, or null */
  constructor(
    { feed, history, reference, fineFundamentals }: CustomDataFeedOptions,
    stored: (key: string) => string | null,
  ) {
    this.#feed = feed;
    this.#history = history;
    this.#files = {
      dataFile: (path) => reference.dataFile(path),
      stored,
      tickerOn: (symbol, day) => reference.tickerOn(symbol, day),
      fineFundamentals: fineFundamentals ?? (() => null),
    };
  }

  subscribe(request: SubscriptionRequest): SubscriptionSource {
    return request.config.customType === null ? this.#feed.subscribe(request) : this.read(request);
  }

  /** Data of a custom type, day by day. */
  read(request: SubscriptionRequest): CustomDataSource {
    return new CustomDataSource(request, this.#files);
  }

  getHistory(request: HistoryRequest): readonly DataBatch[] | Promise<readonly DataBatch[]> {
    if (request.config.customType === null) return this.#history.getHistory(request);
    // What is seen now counts, points without length as well.
    const source = new CustomDataSource({ ...request, endUtc: request.endUtc + 1 }, this.#files);
    const batches: DataBatch[] = [];
    for (let batch = source.next(); batch !== null; batch = source.next()) batches.push(batch);
    return batches;
  }

  connect(listener: FeedListener): void | Promise<void> {
    return this.#feed.connect?.(listener);
  }

  disconnect(): void | Promise<void> {
    return this.#feed.disconnect?.();
  }
}
