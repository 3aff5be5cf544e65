import type {
  DataFeed,
  HistoryProvider,
  HistoryRequest,
  SubscriptionRequest,
  SubscriptionSource,
} from '../data/data-feed.ts';
import { LockstepError } from '../errors/lockstep-error.ts';
import type { DataBatch } from '../market/data-batch.ts';
import { layOut } from './bar-layout.ts';
import { type BarSeries, seriesName } from './bar-series.ts';

/** Bars in memory as a feed and as history. A subscription that no series answers gets no data. */
export class MemoryDataFeed implements DataFeed, HistoryProvider {
  readonly #series: ReadonlyMap<string, BarSeries>;

  /** @throws LockstepError `TEST_DATA_INVALID` for two series of the same ticker, resolution and kind */
  constructor(...series: readonly BarSeries[]) {
    const byName = new Map<string, BarSeries>();
    for (const each of series) {
      const name = seriesName(each);
      if (byName.has(name))
        throw new LockstepError('TEST_DATA_INVALID', `Received ${name} twice; give one series of each.`);
      byName.set(name, each);
    }
    this.#series = byName;
  }

  /** The series, in the order in which they were given. */
  get series(): readonly BarSeries[] {
    return [...this.#series.values()];
  }

  subscribe(request: SubscriptionRequest): SubscriptionSource {
    return new ListSource(
      this.#batches(request, (time, endTime) => endTime >= request.startUtc && time < request.endUtc),
    );
  }

  getHistory(request: HistoryRequest): readonly DataBatch[] {
    return this.#batches(request, (_, endTime) => endTime >= request.startUtc && endTime <= request.endUtc);
  }

  #batches(
    { config }: SubscriptionRequest,
    isWanted: (time: number, endTime: number) => boolean,
  ): readonly DataBatch[] {
    const { symbol, resolution, tickType } = config;
    const name = seriesName({ ticker: symbol.value, resolution, tickType });
    const series = this.#series.get(name);
    if (series === undefined) return [];
    const batch = layOut(series, config, isWanted);
    return batch.length === 0 ? [] : [batch];
  }
}

/** Hands out batches that are at hand. */
class ListSource implements SubscriptionSource {
  readonly #batches: readonly DataBatch[];
  #next = 0;

  constructor(batches: readonly DataBatch[]) {
    this.#batches = batches;
  }

  next(): DataBatch | null {
    return this.#batches[this.#next++] ?? null;
  }

  close(): void {
    this.#next = this.#batches.length;
  }
}
