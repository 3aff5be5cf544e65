import type { DataBatch } from '../market/data-batch.ts';
import { NOTHING_YET, type SubscriptionSource } from './data-feed.ts';

/** A source that a live feed pushes into: first what history gives, if it was asked for, then whatever comes. */
export class PushSource implements SubscriptionSource {
  readonly #waiting: DataBatch[] = [];
  readonly #onClose: () => void;
  #history: Promise<readonly DataBatch[]> | null;
  #hasEnded = false;

  /**
   * @param history batches that come before what is pushed; null when there are none
   * @param onClose called once, when nobody wants more
   */
  constructor(history: Promise<readonly DataBatch[]> | null, onClose: () => void) {
    this.#history = history;
    this.#onClose = onClose;
  }

  /** Adds a batch that comes after all before it. */
  push(batch: DataBatch): void {
    if (!this.#hasEnded && batch.length > 0) this.#waiting.push(batch);
  }

  next(): ReturnType<SubscriptionSource['next']> {
    return this.#history === null ? this.#take() : this.#takeAfter(this.#history);
  }

  #take(): DataBatch | null | typeof NOTHING_YET {
    return this.#waiting.shift() ?? (this.#hasEnded ? null : NOTHING_YET);
  }

  /** The past stands before what was pushed while it was fetched. */
  async #takeAfter(history: Promise<readonly DataBatch[]>): Promise<DataBatch | null | typeof NOTHING_YET> {
    const batches = await history;
    this.#history = null;
    this.#waiting.unshift(...batches.filter(({ length }) => length > 0));
    return this.#take();
  }

  close(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#waiting.length = 0;
    this.#onClose();
  }
}
