import type { DataBatch } from '../market/data-batch.ts';
import type { SubscriptionSource } from './data-feed.ts';

/** A live feed's source of a span that is over: what history has of it, and then the end. */
export class PastSource implements SubscriptionSource {
  #history: Promise<readonly DataBatch[]> | null;
  #batches: DataBatch[] = [];

  constructor(history: Promise<readonly DataBatch[]>) {
    this.#history = history;
    // Who closes it before it is read wants to know nothing of a failure.
    history.catch(() => undefined);
  }

  next(): DataBatch | null | Promise<DataBatch | null> {
    return this.#history === null ? (this.#batches.shift() ?? null) : this.#takeAfter(this.#history);
  }

  async #takeAfter(history: Promise<readonly DataBatch[]>): Promise<DataBatch | null> {
    const batches = await history;
    if (this.#history !== null) this.#batches = batches.filter(({ length }) => length > 0);
    this.#history = null;
    return this.#batches.shift() ?? null;
  }

  close(): void {
    this.#history = null;
    this.#batches = [];
  }
}
