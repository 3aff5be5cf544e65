import { type JsonLog, type Store, StoreVisit } from '@lockstep/live';
import { type LiveLine, lineOf } from './live-line.ts';

/** Time between looks, ms. */
const EVERY_MS = 200;

/**
 * Follows a session as its journal grows, and puts in order of time what comes from there and from the strategy's log. What
 * it shows was durable before: nothing is told that a crash would take back.
 */
export class JournalTail {
  readonly #store: Store;
  readonly #log: JsonLog;
  readonly #onLine: (line: LiveLine) => void;
  readonly #waiting: LiveLine[] = [];
  #startEquity: number | null = null;
  #nextSeq: number;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;

  /** @param fromSeq first entry to tell */
  constructor(store: Store, fromSeq: number, log: JsonLog, onLine: (line: LiveLine) => void) {
    this.#store = store;
    this.#log = log;
    this.#nextSeq = fromSeq;
    this.#onLine = onLine;
  }

  /** Equity as the session noted it first, in account currency; null before that. */
  get startEquity(): number | null {
    return this.#startEquity;
  }

  start(): void {
    this.#timer = setInterval(() => {
      // The next look finds what this one did not.
      this.#looking ??= this.#look(this.#store.queries)
        .catch(() => undefined)
        .finally(() => {
          this.#looking = null;
        });
    }, EVERY_MS);
  }

  /** A line that does not come from the journal. */
  add(line: LiveLine): void {
    this.#waiting.push(line);
  }

  /** Tells the rest; the store is closed by now. */
  async finish(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
    const visit = await StoreVisit.open(this.#store.file);
    try {
      await this.#look(visit.queries);
    } finally {
      await visit.close();
    }
  }

  async #look(queries: Store['queries']): Promise<void> {
    for await (const entry of queries.journal({ fromSeq: this.#nextSeq })) {
      this.#nextSeq = entry.seq + 1;
      if (entry.record.kind === 'accountSnapshot') this.#startEquity ??= Number(entry.record.equity);
      const line = lineOf(entry);
      if (line === null) continue;
      this.#waiting.push(line);
      this.#log.info(line.text, { at: new Date(line.timeMs).toISOString(), kind: entry.record.kind });
    }
    // Stable: lines of one instant stay in the order in which they came.
    const lines = this.#waiting.splice(0).sort((a, b) => a.timeMs - b.timeMs);
    for (const line of lines) this.#onLine(line);
  }
}
