import {
  type DataBatch,
  type DataFeed,
  DataKind,
  type SubscriptionRequest,
  type SubscriptionSource,
} from '@lockstep/core';

/**
 * Recorded data as a feed of a live session: the files of a data folder, of which the session takes each bar when its clock
 * has come to it. It notices when its data begins, so that the time before need not be waited for.
 */
export class ReplayFeed implements DataFeed {
  readonly #files: DataFeed;
  #firstDataUtc = Number.POSITIVE_INFINITY;

  constructor(files: DataFeed) {
    this.#files = files;
  }

  /** End of the first bar of all that was subscribed to, epoch ms UTC; infinity while nothing is known. */
  get firstDataUtc(): number {
    return this.#firstDataUtc;
  }

  subscribe(request: SubscriptionRequest): SubscriptionSource {
    const source = this.#files.subscribe(request);
    let isFirst = true;
    return {
      next: () => {
        const batch = source.next();
        if (isFirst) {
          isFirst = false;
          void Promise.resolve(batch).then((first) => this.#note(first));
        }
        return batch;
      },
      close: () => source.close(),
    };
  }

  #note(batch: DataBatch | symbol | null): void {
    if (batch === null || typeof batch === 'symbol' || batch.kind === DataKind.Auxiliary) return;
    this.#firstDataUtc = Math.min(this.#firstDataUtc, batch.endTime[0] ?? Number.POSITIVE_INFINITY);
  }
}
