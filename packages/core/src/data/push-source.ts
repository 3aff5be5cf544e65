import { endOf, rowsThatEnd } from '../market/batch-rows.ts';
import { type DataBatch, DataKind } from '../market/data-batch.ts';
import { NOTHING_YET, type SubscriptionSource } from './data-feed.ts';

/** Batches that were taken stay in the list until there are so many. */
const MOST_TAKEN = 1_024;

/**
 * A source that a live feed pushes into: first what history gives, if it was asked for, then whatever comes. What was
 * pushed and is in the history as well counts once.
 */
export class PushSource implements SubscriptionSource {
  /** Batches from `#taken` on wait; those before it are gone. */
  #waiting: (DataBatch | null)[] = [];
  #taken = 0;
  readonly #onClose: () => void;
  #history: Promise<readonly DataBatch[]> | null;
  #hasEnded = false;
  /** End of the last row of history, epoch ms UTC: rows that end by then are known. */
  #pastUntilUtc = Number.NEGATIVE_INFINITY;

  /**
   * @param history batches that come before what is pushed; null when there are none. Ask for it once the stream is
   *   live, up to that instant, and without a bar that is still under way: then nothing is missing between the two
   * @param onClose called once, when nobody wants more
   */
  constructor(history: Promise<readonly DataBatch[]> | null, onClose: () => void) {
    this.#history = history;
    this.#onClose = onClose;
  }

  /** Adds a batch that comes after all before it. */
  push(batch: DataBatch): void {
    const news = this.#withoutPast(batch);
    if (!this.#hasEnded && news.length > 0) this.#waiting.push(news);
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
    const past = (await history).filter(({ length }) => length > 0);
    if (this.#history === history) this.#join(past);
    return this.#take();
  }

  #join(past: readonly DataBatch[]): void {
    this.#history = null;
    for (const batch of past) {
      if (batch.kind === DataKind.Auxiliary) continue;
      this.#pastUntilUtc = Math.max(this.#pastUntilUtc, endOf(batch, batch.length - 1));
    }
    const pushed = this.#waiting.map((batch) => this.#withoutPast(batch as DataBatch));
    this.#waiting = this.#hasEnded ? [] : [...past, ...pushed.filter(({ length }) => length > 0)];
  }

  /** Corporate events are at instants of their own, of which history knows nothing. */
  #withoutPast(batch: DataBatch): DataBatch {
    if (batch.kind === DataKind.Auxiliary) return batch;
    return rowsThatEnd(batch, this.#pastUntilUtc, Number.POSITIVE_INFINITY);
  }

  close(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#waiting = [];
    this.#taken = 0;
    this.#onClose();
  }
}
