import {
  AuxiliaryBatch,
  type DataBatch,
  type DataFeed,
  DataKind,
  type HistoryProvider,
  type HistoryRequest,
  NOTHING_YET,
  QuoteBarBatch,
  type SubscriptionRequest,
  type SubscriptionSource,
  TickBatch,
  TradeBarBatch,
} from '@lockstep/core';

type Given = DataBatch | null | typeof NOTHING_YET;

/** Data of the past as if it was of another time: everything is so much later. */
export class ShiftedData implements DataFeed, HistoryProvider {
  readonly #inner: { readonly feed: DataFeed; readonly history: HistoryProvider };
  readonly #shiftMs: number;

  constructor(inner: { readonly feed: DataFeed; readonly history: HistoryProvider }, shiftMs: number) {
    this.#inner = inner;
    this.#shiftMs = shiftMs;
  }

  subscribe(request: SubscriptionRequest): SubscriptionSource {
    const source = this.#inner.feed.subscribe(this.#asked(request));
    return {
      next: () => {
        const given = source.next();
        return given instanceof Promise ? given.then((each) => this.#shown(each)) : this.#shown(given);
      },
      close: () => source.close(),
    };
  }

  async getHistory(request: HistoryRequest): Promise<readonly DataBatch[]> {
    const batches = await this.#inner.history.getHistory(this.#asked(request));
    return batches.map((batch) => this.#shift(batch));
  }

  #asked<T extends { readonly startUtc: number; readonly endUtc: number }>(request: T): T {
    return { ...request, startUtc: request.startUtc - this.#shiftMs, endUtc: request.endUtc - this.#shiftMs };
  }

  #shown(given: Given): Given {
    return given === null || given === NOTHING_YET ? given : this.#shift(given);
  }

  #shift(batch: DataBatch): DataBatch {
    if (this.#shiftMs === 0) return batch;
    if (batch.kind === DataKind.Auxiliary)
      return new AuxiliaryBatch(batch.events.map((event) => ({ ...event, timeMs: event.timeMs + this.#shiftMs })));
    const time = this.#later(batch.time);
    if (batch.kind === DataKind.Tick) return new TickBatch(Object.assign(Object.create(null), batch, { time }));
    const columns = Object.assign(Object.create(null), batch, { time, endTime: this.#later(batch.endTime) });
    return batch.kind === DataKind.QuoteBar ? new QuoteBarBatch(columns) : new TradeBarBatch(columns);
  }

  #later(times: Float64Array): Float64Array {
    return times.map((time) => time + this.#shiftMs);
  }
}
