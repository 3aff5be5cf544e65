import {
  type DataBatch,
  type DataFeed,
  type FeedListener,
  type HistoryProvider,
  type HistoryRequest,
  PushSource,
  SeededRandom,
  type SubscriptionRequest,
  type SubscriptionSource,
  type TradeBarBatch,
  type VirtualClock,
} from '@lockstep/core';
import { type BarSeries, MemoryDataFeed } from '@lockstep/core/testing';

/** Pushes each bar when the clock has come to it: at once, late, much too late, or never. Its history takes a while. */
export class LateFeed implements DataFeed, HistoryProvider {
  readonly #bars: MemoryDataFeed;
  readonly #clock: VirtualClock;
  readonly #random: SeededRandom;
  #listener: FeedListener | null = null;

  constructor(clock: VirtualClock, seed: number, series: readonly BarSeries[]) {
    this.#bars = new MemoryDataFeed(...series);
    this.#clock = clock;
    this.#random = new SeededRandom(seed);
  }

  connect(listener: FeedListener): void {
    this.#listener = listener;
  }

  subscribe(request: SubscriptionRequest): SubscriptionSource {
    const source = new PushSource(null, () => undefined);
    const now = this.#clock.utcNow();
    for (let minute = Math.ceil(now / 60_000); minute <= (now + 86_400_000) / 60_000; minute += 1) {
      const endUtc = minute * 60_000;
      if (endUtc <= request.startUtc) continue;
      const [batch] = this.#bars.getHistory({ ...request, startUtc: endUtc, endUtc });
      if (batch === undefined) continue;
      const delay = this.#delay();
      if (delay === null) continue;
      this.#clock.at(endUtc + delay, () => {
        source.push(batch as TradeBarBatch);
        this.#listener?.arrived();
      });
    }
    return source;
  }

  #delay(): number | null {
    const chance = this.#random.nextDouble();
    if (chance < 0.02) return null;
    if (chance < 0.06) return 2_500 + this.#random.nextDouble() * 40_000;
    return this.#random.nextDouble() * 1_500;
  }

  getHistory(request: HistoryRequest): Promise<readonly DataBatch[]> {
    const batches = this.#bars.getHistory(request);
    const ms = this.#random.nextDouble() * 3_000;
    return new Promise((resolve) => this.#clock.at(this.#clock.utcNow() + ms, () => resolve(batches)));
  }
}
