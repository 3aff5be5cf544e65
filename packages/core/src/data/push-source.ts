import type { DataBatch } from '../market/data-batch.ts';
import { NOTHING_YET, type SubscriptionSource } from './data-feed.ts';

/** Batches that were taken stay in the list until there are so many. */
const MOST_TAKEN = 1_024;

/** A source that a live feed pushes into: first what history gives, if it was asked for, then whatever comes. */
export class PushSource implements SubscriptionSource {
  /** Batches from `#taken` on wait; those before it are gone. */
  #waiting: (DataBatch | null)[] = [];
  #taken = 0;
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
    const batch = this.#waiting[this.#taken];
    if (batch === undefined || batch === null) return this.#hasEnded ? null : NOTHING_YET;
    // Taking the first out of a long list would move all the others.
    this.#waiting[this.#taken] = null;
    this.#taken += 1;
    if (this.#taken === this.#waiting.length || this.#taken === MOST_TAKEN) this.#dropTaken();
    return batch;
  }

  #dropTaken(): void {
    this.#waiting.splice(0, this.#taken);
    this.#taken = 0;
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
    this.#waiting = [];
    this.#taken = 0;
    this.#onClose();
  }
}
