import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Clock, LockstepError } from '@lockstep/core';
import type { SecretScrubber } from '../config/secret-scrubber.ts';
import { systemClock } from '../system-clock.ts';
import { backupStore } from './backup.ts';
import { CommandDesk } from './command-desk.ts';
import { backupsOf, damageError, isDamage } from './damage.ts';
import { type JournalHead, readHead } from './journal-addition.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { JournalRecord, JournalRecordOf } from './journal-record.ts';
import { JournalWriter, type RecordSource, type WriterObserver } from './journal-writer.ts';
import { LogCheckpoints } from './log-checkpoints.ts';
import { migrate } from './migrate.ts';
import { OwnerLock } from './owner-lock.ts';
import { removeBefore } from './retention.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { StoreQueries } from './store-queries.ts';
import { type ChainVerdict, verifyStore } from './verify-chain.ts';

/** How a store is opened. */
export interface StoreOptions {
  /** One file per deployment; its folder is made. */
  readonly file: string;
  /** @defaultValue the machine's */
  readonly clock?: Clock;
  /** Told when writing fails and when it works again, and of records that can never be written. */
  readonly observer?: Partial<Omit<WriterObserver, 'onCommit'>>;
  /** How long a write waits for another process that writes, in ms. @defaultValue 2000 */
  readonly busyTimeoutMs?: number;
  /** Largest size of the file, in pages of 4096 bytes; beyond it the disk counts as full. */
  readonly maxPages?: number;
  /** Takes the secrets out of whatever is written down, this.state and the object store included. */
  readonly scrubber?: SecretScrubber | undefined;
  /** Backups that are kept. @defaultValue 7 */
  readonly keepBackups?: number;
  /**
   * Whether each write waits for the disk. `off` survives the death of the process, not of the machine: for tests and
   * replays. @defaultValue full
   */
  readonly sync?: 'full' | 'off';
}

/** Every commit is synced; the log is copied into the file by `LogCheckpoints`. */
const durable = ({ sync = 'full' }: StoreOptions): string =>
  `PRAGMA synchronous = ${sync}; PRAGMA wal_autocheckpoint = 0`;

/** A connection for each kind of work, so that none waits for another. */
interface Connections {
  readonly writing: SqliteConnection;
  readonly reading: SqliteConnection;
  readonly desk: SqliteConnection;
  readonly copying: SqliteConnection;
}

/**
 * The store of a deployment: a hash-chained, append-only journal, which is the truth, and tables for people, written in
 * the same transaction. One process at a time has it open; others look into it with `StoreVisit`.
 */
export class Store {
  readonly file: string;
  readonly queries: StoreQueries;
  readonly commands: CommandDesk;
  readonly #lock: OwnerLock;
  readonly #writer: JournalWriter;
  readonly #checkpoints: LogCheckpoints;
  readonly #connections: readonly SqliteConnection[];
  readonly #clock: Clock;
  readonly #keepBackups: number;
  readonly #scrubber: SecretScrubber | undefined;

  private constructor(options: StoreOptions, lock: OwnerLock, head: JournalHead, connections: Connections) {
    const { file, clock = systemClock, observer = {}, keepBackups = 7 } = options;
    const { writing, reading, desk, copying } = connections;
    this.file = file;
    this.queries = new StoreQueries(reading);
    this.commands = new CommandDesk(desk);
    this.#lock = lock;
    this.#writer = new JournalWriter(writing, head, clock, {
      onHealth: (error) => observer.onHealth?.(error),
      onUnwritable: (record, error) => observer.onUnwritable?.(record, error),
      onCommit: () => this.#checkpoints.count(),
    });
    this.#checkpoints = new LogCheckpoints(copying, this.#writer);
    this.#connections = [reading, desk, copying, writing];
    this.#clock = clock;
    this.#keepBackups = keepBackups;
    this.#scrubber = options.scrubber;
  }

  /**
   * Opens the store, or makes it; an older one is backed up and migrated.
   *
   * @throws LockstepError `STORE_IN_USE` (names the process that has it), `STORE_NEWER`, `STORE_CORRUPT` (says what is
   *   lost and how to restore), `STORE_READ_ONLY`, `STORE_LOCKED`, `STORE_DISK_FULL`, `STORE_DRIVER_MISSING`
   */
  static async open(options: StoreOptions): Promise<Store> {
    const { file } = options;
    prepareFolder(file);
    // Whoever reads since when it runs lives by the wall clock, whatever the session does.
    const lock = await OwnerLock.acquire(file, systemClock.utcNow());
    const opened: SqliteConnection[] = [];
    try {
      if (!existsSync(file)) await createFile(file);
      requireWritable(file);
      requireContent(file);
      const writing = await SqliteConnection.open(file, 'write', options.busyTimeoutMs ?? 2_000);
      opened.push(writing);
      await prepareForWriting(writing, options);
      const others = ['read', 'write', 'write'] as const;
      for (const access of others) opened.push(await SqliteConnection.open(file, access));
      const [, reading, desk, copying] = opened as [
        SqliteConnection,
        SqliteConnection,
        SqliteConnection,
        SqliteConnection,
      ];
      for (const connection of [desk, copying]) await connection.exec(durable(options));
      return new Store(options, lock, await readHead(writing), { writing, reading, desk, copying });
    } catch (error) {
      for (const connection of opened) await connection.close().catch(() => undefined);
      await lock.release();
      throw isDamage(error) && existsSync(file) ? await damageError(file, error) : error;
    }
  }

  /** Why the last try to write failed; null while all is well. */
  get failure(): LockstepError | null {
    return this.#writer.failure;
  }

  /** Something is being written at this moment; what was kept may wait for others. */
  get isWriting(): boolean {
    return this.#writer.isWriting;
  }

  /** Records that are not durable yet. */
  get waiting(): number {
    return this.#writer.waiting;
  }

  /** Number of the last durable journal entry. */
  get lastSeq(): number {
    return this.#writer.head.seq;
  }

  /**
   * Writes down what is about to be done, such as a request for an order, and resolves once that is durable. When it
   * cannot be written the promise rejects and the record is gone: what it announces must not be done.
   *
   * @throws LockstepError `STORE_DISK_FULL`, `STORE_LOCKED`, `STORE_READ_ONLY`, `STORE_FAILED`, `STORE_CLOSED`
   */
  append<R extends JournalRecord>(source: RecordSource<R>): Promise<JournalEntry<R['kind']>> {
    return this.#writer.write(this.#scrubbed(source), false) as Promise<JournalEntry<R['kind']>>;
  }

  /**
   * Writes down what has happened, such as an execution. It is kept and tried again until it is durable, in its place
   * among the other kept records, and waits for others up to a moment of the store's clock; the promise resolves when it is
   * durable, and need not be awaited. It rejects only when the store is closed before, or when the record itself cannot be
   * stored.
   *
   * @param onNumber told its number before what comes after it is written, for records that name it
   */
  keep<R extends JournalRecord>(
    source: RecordSource<R>,
    onNumber?: (seq: number) => void,
  ): Promise<JournalEntry<R['kind']>> {
    const kept = this.#writer.write(this.#scrubbed(source), true, onNumber) as Promise<JournalEntry<R['kind']>>;
    kept.catch(() => undefined);
    return kept;
  }

  /** Resolves when what was kept so far is durable, or could not be written. */
  flush(): Promise<void> {
    return this.#writer.flush();
  }

  /** The last state snapshot, from which a restarted process goes on; undefined before the first. */
  async lastState(): Promise<JournalRecordOf<'stateSnapshot'> | undefined> {
    return (await this.queries.latest('stateSnapshot'))?.record;
  }

  /** Checks the chain of hashes; names the first entry that is broken. */
  verify(): Promise<ChainVerdict> {
    return verifyStore(this.file);
  }

  /** Copies the store while it is in use; returns the path of the copy. Old backups beyond the number kept are removed. */
  backup(): Promise<string> {
    return backupStore(this.file, this.#clock.utcNow(), this.#keepBackups);
  }

  /** Removes journal entries older than a number of days; returns how many. See `removeBefore`. */
  removeOlderThan(days: number): Promise<number> {
    return removeBefore(this.#writer, this.#clock.utcNow() - days * 86_400_000);
  }

  /** Changes the largest size of the file, in pages of 4096 bytes. */
  async allowPages(pages: number): Promise<void> {
    await this.#writer.exclusively((connection) => connection.pragma(`max_page_count = ${pages}`));
  }

  /** Writes what waits, as far as that is possible, and gives the deployment free. */
  async close(): Promise<void> {
    await this.#writer.close();
    await this.#release();
  }

  /** Ends without writing what waits, as a crash does; for an end that must not take long. */
  async abandon(): Promise<void> {
    await this.#writer.abandon();
    await this.#release();
  }

  #scrubbed(source: RecordSource): RecordSource {
    const scrubber = this.#scrubber;
    if (scrubber === undefined) return source;
    if (typeof source === 'function') return () => scrubber.value(source()) as JournalRecord;
    return scrubber.value(source) as JournalRecord;
  }

  async #release(): Promise<void> {
    await this.#checkpoints.settled();
    for (const connection of this.#connections) await connection.close();
    await this.#lock.release();
  }
}

function prepareFolder(file: string): void {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw readOnly(folder, cause);
  }
}

function requireWritable(file: string): void {
  try {
    accessSync(file, constants.W_OK);
  } catch (cause) {
    throw readOnly(file, cause);
  }
}

function requireContent(file: string): void {
  if (statSync(file).size > 0) return;
  throw new LockstepError('STORE_CORRUPT', 'the file is empty', { details: { file } });
}

function readOnly(path: string, cause: unknown): LockstepError {
  return new LockstepError(
    'STORE_READ_ONLY',
    `The journal cannot be written: ${path} is read-only; expected a place to write to. Make it writable, or choose another folder.`,
    { details: { path }, cause },
  );
}

/** Makes a store in one step, so that a crash never leaves half of one. What is left of an earlier one is not ignored. */
async function createFile(file: string): Promise<void> {
  const remains = [`${file}-wal`, `${file}.restored`, ...backupsOf(file)].find((path) => existsSync(path));
  if (remains !== undefined) {
    throw new LockstepError(
      'STORE_CORRUPT',
      `The store ${file} is gone, but ${remains} is there: it was deleted or moved. Put it back, restore a backup with ` +
        'restoreStore, or move these remains away to begin anew.',
      { details: { file, remains } },
    );
  }
  const unfinished = `${file}.new`;
  rmSync(unfinished, { force: true });
  const connection = await SqliteConnection.open(unfinished, 'create');
  try {
    await connection.exec('PRAGMA synchronous = FULL');
    await migrate(connection, () => Promise.resolve());
  } finally {
    await connection.close();
  }
  renameSync(unfinished, file);
}

async function prepareForWriting(connection: SqliteConnection, options: StoreOptions): Promise<void> {
  const { file, maxPages, clock = systemClock, keepBackups = 7 } = options;
  const mode = await connection.pragma('journal_mode = WAL');
  if (mode !== 'wal') throw readOnly(file, new Error(`journal mode ${mode}`));
  await connection.exec(durable(options));
  if (maxPages !== undefined) await connection.pragma(`max_page_count = ${maxPages}`);
  const check = await connection.pragma('quick_check(1)');
  if (check !== 'ok') throw new LockstepError('STORE_CORRUPT', `SQLite's check says: ${check}`, { details: { file } });
  await migrate(connection, async () => void (await backupStore(file, clock.utcNow(), keepBackups)));
  const head = await readHead(connection);
  const last = await connection.get<{ seq: number | null; hash: string | null }>(
    'SELECT max(seq) AS seq, hash FROM journal',
  );
  if ((last?.seq ?? 0) !== head.seq || (last?.hash ?? head.hash) !== head.hash) {
    const text = `its journal ends at entry ${last?.seq ?? 0}, but the chain at ${head.seq}`;
    throw new LockstepError('STORE_CORRUPT', text, { details: { file } });
  }
}
