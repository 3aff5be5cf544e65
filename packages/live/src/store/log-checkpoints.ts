import type { JournalWriter } from './journal-writer.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Transactions after which the write-ahead log is copied into the file: some 20 MB. */
const TRANSACTIONS = 1_000;

/**
 * Copies the write-ahead log into the file beside the writer, instead of in one of its commits every now and then, for
 * which an order would have to wait. Neither step waits for readers.
 */
export class LogCheckpoints {
  readonly #beside: SqliteConnection;
  readonly #writer: JournalWriter;
  readonly #every: number;
  #since = 0;
  #running: Promise<void> | null = null;

  /**
   * @param beside a connection that does nothing else
   * @param every transactions between two copies
   */
  constructor(beside: SqliteConnection, writer: JournalWriter, every: number = TRANSACTIONS) {
    this.#beside = beside;
    this.#writer = writer;
    this.#every = every;
  }

  /** A transaction was committed. */
  count(): void {
    this.#since += 1;
    if (this.#since < this.#every || this.#running !== null) return;
    this.#since = 0;
    this.#running = this.#checkpoint().finally(() => {
      this.#running = null;
    });
  }

  /** Resolves when nothing is being copied. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** The bulk beside the writer; then, between two transactions, the little that came meanwhile, so that the log restarts. */
  async #checkpoint(): Promise<void> {
    try {
      await this.#beside.pragma('wal_checkpoint(PASSIVE)');
      await this.#writer.exclusively((connection) => connection.pragma('wal_checkpoint(PASSIVE)'));
    } catch {
      // The log keeps growing; the next attempt finds it.
    }
  }
}
