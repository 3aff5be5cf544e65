import type { SubscriptionSource } from '../data/data-feed.ts';
import { NOTHING_YET } from '../data/data-feed.ts';
import type { AuxiliaryEvent } from '../market/auxiliary-event.ts';
import { type DataBatch, DataKind, type PriceBatch } from '../market/data-batch.ts';
import type { Security } from '../securities/security.ts';

/** Data of one subscription on its way to a security: a row at a time. */
export class PlayedSource {
  readonly security: Security;
  readonly #source: SubscriptionSource;
  readonly #onEvent: (event: AuxiliaryEvent) => void;
  readonly #onRow: (security: Security, batch: PriceBatch, row: number) => void;
  /** Told when data has come that had to be fetched. */
  readonly #onLoaded: () => void;
  #batch: DataBatch | null = null;
  #row = 0;

  constructor(
    security: Security,
    source: SubscriptionSource,
    tell: {
      readonly onEvent: (event: AuxiliaryEvent) => void;
      readonly onRow: (security: Security, batch: PriceBatch, row: number) => void;
      readonly onLoaded: () => void;
    },
  ) {
    this.security = security;
    this.#source = source;
    this.#onEvent = tell.onEvent;
    this.#onRow = tell.onRow;
    this.#onLoaded = tell.onLoaded;
    this.#load();
  }

  /** When the next row may be seen, epoch ms UTC; infinity while there is none. */
  get nextUtc(): number {
    const batch = this.#batch;
    if (batch === null) return Number.POSITIVE_INFINITY;
    if (batch.kind === DataKind.Auxiliary) return batch.events[this.#row]!.timeMs;
    return batch.kind === DataKind.Tick ? batch.time[this.#row]! : batch.endTime[this.#row]!;
  }

  /** Shows the security its next row. */
  play(): void {
    const batch = this.#batch;
    if (batch === null) return;
    const row = this.#row;
    const { cache } = this.security;
    switch (batch.kind) {
      case DataKind.TradeBar:
        cache.applyTrade(batch, row);
        break;
      case DataKind.QuoteBar:
        cache.applyQuote(batch, row);
        break;
      case DataKind.Tick:
        cache.applyTick(batch, row);
        break;
      case DataKind.Auxiliary:
        this.#onEvent(batch.events[row]!);
    }
    if (batch.kind !== DataKind.Auxiliary) this.#onRow(this.security, batch, row);
    this.#row += 1;
    if (this.#row >= batch.length) this.#load();
  }

  #load(): void {
    this.#batch = null;
    this.#row = 0;
    for (;;) {
      const next = this.#source.next();
      if (next instanceof Promise) {
        void next.then((batch) => {
          this.#take(batch);
          this.#onLoaded();
        });
        return;
      }
      this.#take(next);
      // A batch may have no rows.
      if (this.#batch !== null || next === null || next === NOTHING_YET) return;
    }
  }

  #take(batch: DataBatch | null | typeof NOTHING_YET): void {
    if (batch !== null && batch !== NOTHING_YET && batch.length > 0) this.#batch = batch;
  }

  close(): void {
    this.#batch = null;
    this.#source.close();
  }
}
