import { existsSync } from 'node:fs';
import { backupStore } from './backup.ts';
import { CommandDesk } from './command-desk.ts';
import { damageError, isDamage } from './damage.ts';
import { schemaVersion } from './migrate.ts';
import { findOwner, type StoreOwner } from './owner-lock.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { StoreQueries } from './store-queries.ts';
import { type ChainVerdict, verifyStore } from './verify-chain.ts';

/**
 * A look into a store from outside of its process, whether that runs or not: for the command line and for tools. It can
 * ask and leave commands; the journal is written by the deployment's own process only.
 */
export class StoreVisit {
  readonly file: string;
  readonly queries: StoreQueries;
  readonly commands: CommandDesk;
  readonly #reading: SqliteConnection;
  readonly #desk: SqliteConnection;

  private constructor(file: string, reading: SqliteConnection, desk: SqliteConnection) {
    this.file = file;
    this.queries = new StoreQueries(reading);
    this.commands = new CommandDesk(desk);
    this.#reading = reading;
    this.#desk = desk;
  }

  /** @throws LockstepError `STORE_NOT_FOUND`, `STORE_NEWER`, `STORE_CORRUPT`, `STORE_DRIVER_MISSING` */
  static async open(file: string): Promise<StoreVisit> {
    const reading = await SqliteConnection.open(file, 'read');
    try {
      await schemaVersion(reading);
      // Damage is told here, with what can be done about it, rather than by the first question.
      await reading.all('SELECT last_seq FROM chain');
      const desk = await SqliteConnection.open(file, 'write');
      await desk.exec('PRAGMA synchronous = FULL');
      return new StoreVisit(file, reading, desk);
    } catch (error) {
      await reading.close();
      throw isDamage(error) && existsSync(file) ? await damageError(file, error) : error;
    }
  }

  /** The process that runs the deployment now; null when none does. */
  owner(): Promise<StoreOwner | null> {
    return findOwner(this.file);
  }

  /** Checks the chain of hashes; names the first entry that is broken. */
  verify(): Promise<ChainVerdict> {
    return verifyStore(this.file);
  }

  /** An error of a question, as one that says what is lost and how to restore it where the store is damaged. */
  async explained(error: unknown): Promise<unknown> {
    return isDamage(error) ? damageError(this.file, error) : error;
  }

  /** As `Store.backup`; the process of the deployment may run. */
  backup(keepBackups = 7): Promise<string> {
    return backupStore(this.file, Date.now(), keepBackups);
  }

  async close(): Promise<void> {
    await this.#desk.close();
    await this.#reading.close();
  }
}
