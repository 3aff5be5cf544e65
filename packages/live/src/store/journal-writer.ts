import { type Clock, LockstepError, type Timer } from '@lockstep/core';
import { JournalAddition, type JournalHead, readHead } from './journal-addition.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { JournalRecord } from './journal-record.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { isRecordAtFault } from './store-error.ts';

/** Records of one transaction at most. */
const MAX_BATCH = 500;
/** Longest time that kept records wait for others to share a transaction with, in ms. */
const LONGEST_WAIT_MS = 20;
/** Waits between tries to write what must not be lost, in ms: the first, and the longest. */
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

/** What the writer tells about itself. */
export interface WriterObserver {
  /** Writing failed, or works again (null). Called on each change only. */
  onHealth(error: LockstepError | null): void;
  /** A kept record can never be written, because of what it holds: a defect. */
  onUnwritable(record: JournalRecord, error: LockstepError): void;
  /** A transaction is durable. */
  onCommit(): void;
}

/** A record, or what makes one when its transaction is put together, where it names the number of one before it. */
export type RecordSource<R extends JournalRecord = JournalRecord> = R | (() => R);

/** A record that waits to become durable. */
interface Waiting {
  readonly source: RecordSource;
  /** When it was handed over, which is when it happened, epoch ms UTC. */
  readonly timeMs: number;
  /** Kept and tried again after a failure; else given back to the caller. */
  readonly isKept: boolean;
  /** Told its number when it is put into a transaction. */
  readonly onNumber: ((seq: number) => void) | undefined;
  readonly resolve: (entry: JournalEntry) => void;
  readonly reject: (error: unknown) => void;
  isDone: boolean;
}

/** A record in a transaction. */
interface Written {
  readonly waiting: Waiting;
  readonly entry: JournalEntry;
}

/**
 * Writes the journal and the tables. All records that wait go into one transaction (group commit), so that many share one
 * sync of the disk; the promise of each resolves when that transaction is durable. What somebody waits for is written at
 * once, with all that was kept before it; what is kept waits a moment for that, so that its own commit seldom stands in
 * front of an order.
 */
export class JournalWriter {
  readonly #connection: SqliteConnection;
  readonly #clock: Clock;
  readonly #observer: WriterObserver;
  #head: JournalHead;
  #waiting: Waiting[] = [];
  /** Records of the transaction that is being written. */
  #underWay = 0;
  readonly #actions: (() => Promise<void>)[] = [];
  #isWriting = false;
  /** What waits is to be written now. */
  #isDue = false;
  #isClosed = false;
  #failure: LockstepError | null = null;
  /** The last transaction that failed: it may have become durable all the same. */
  #uncertain: { readonly head: JournalHead; readonly written: readonly Written[] } | null = null;
  #retryMs = FIRST_RETRY_MS;
  /** When kept records are written at the latest: for the first time, or again after a failure. */
  #timer: Timer | null = null;
  #idle: (() => void)[] = [];

  constructor(connection: SqliteConnection, head: JournalHead, clock: Clock, observer: WriterObserver) {
    this.#connection = connection;
    this.#head = head;
    this.#clock = clock;
    this.#observer = observer;
  }

  get head(): JournalHead {
    return this.#head;
  }

  /** Why the last try to write failed; null while all is well. */
  get failure(): LockstepError | null {
    return this.#failure;
  }

  /** A transaction is under way; what waits for company, or for another try, is not. */
  get isWriting(): boolean {
    return this.#isWriting;
  }

  /** Records that are not durable yet. */
  get waiting(): number {
    return this.#waiting.length + this.#underWay;
  }

  /**
   * Makes a record durable; one that is not `kept` is given back by an error when that fails.
   *
   * @param onNumber told the number of the record when it is put into a transaction, before it is durable
   */
  write(source: RecordSource, isKept: boolean, onNumber?: (seq: number) => void): Promise<JournalEntry> {
    if (this.#isClosed) return Promise.reject(closed(this.#connection.file));
    return new Promise((resolve, reject) => {
      const timeMs = Math.floor(this.#clock.utcNow());
      this.#waiting.push({ source, timeMs, isKept, onNumber, resolve, reject, isDone: false });
      if (isKept) this.#startWithin(LONGEST_WAIT_MS);
      else this.#startNow();
    });
  }

  /** Resolves when what waits was written, or could not be. */
  async flush(): Promise<void> {
    if (this.#waiting.length > 0) this.#startNow();
    await this.settled();
  }

  /** Resolves when nothing is being written; kept records of a failing store may still wait. */
  async settled(): Promise<void> {
    if (this.#isWriting) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Runs something on the writer's own connection, after the transaction at hand and before the next. */
  exclusively<T>(action: (connection: SqliteConnection) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#actions.push(() => action(this.#connection).then(resolve, reject));
      this.#start();
    });
  }

  /** Writes what waits and takes no more; what could not be made durable is given back by an error. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.flush();
    this.#timer?.cancel();
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure ?? closed(this.#connection.file));
  }

  /** Gives back what waits at once; a transaction that is under way may still become durable. */
  async abandon(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    for (const { reject } of waiting) reject(closed(this.#connection.file));
    await this.close();
  }

  #startNow(): void {
    this.#isDue = true;
    this.#start();
  }

  #startWithin(ms: number): void {
    if (this.#isWriting) return;
    this.#timer ??= this.#clock.at(this.#clock.utcNow() + ms, () => this.#startNow());
  }

  /** What is asked for in the same turn of the event loop goes together. */
  #start(): void {
    if (this.#isWriting) return;
    this.#isWriting = true;
    queueMicrotask(() => void this.#drain());
  }

  async #drain(): Promise<void> {
    let size = MAX_BATCH;
    while (size > 0) {
      for (let action = this.#actions.shift(); action !== undefined; action = this.#actions.shift()) await action();
      if (!this.#isDue) break;
      size = await this.#writeBatch(size);
    }
    for (let action = this.#actions.shift(); action !== undefined; action = this.#actions.shift()) await action();
    this.#isWriting = false;
    for (const resolve of this.#idle.splice(0)) resolve();
    if (this.#isDue) this.#start();
    else if (this.#waiting.length > 0 && !this.#isClosed) {
      this.#startWithin(this.#failure === null ? LONGEST_WAIT_MS : this.#nextRetryMs());
    }
  }

  /** Writes up to a number of records; returns how many to take next, 0 to wait for a retry. */
  async #writeBatch(size: number): Promise<number> {
    this.#timer?.cancel();
    this.#timer = null;
    const batch = this.#waiting.splice(0, size);
    this.#isDue = this.#waiting.length > 0;
    this.#underWay = batch.length;
    try {
      await this.#settleUncertain();
      await this.#commit(batch.filter(({ isDone }) => !isDone));
      this.#underWay = 0;
      this.#changeHealth(null);
      this.#observer.onCommit();
      return size;
    } catch (error) {
      this.#underWay = 0;
      if (!isRecordAtFault(error)) {
        this.#giveBack(batch, error as LockstepError);
        return 0;
      }
      // One by one, so that only the record that is at fault is refused.
      if (batch.length === 1) this.#refuse(batch[0] as Waiting, error as LockstepError);
      else this.#waiting.unshift(...batch);
      this.#isDue = this.#waiting.length > 0;
      return 1;
    }
  }

  /** After a failure the file says where the journal ends, and whether the failed transaction is in it. */
  async #settleUncertain(): Promise<void> {
    if (this.#uncertain === null) return;
    const { head, written } = this.#uncertain;
    const found = await readHead(this.#connection);
    this.#uncertain = null;
    if (found.hash === head.hash) written.forEach(finish);
    this.#head = found;
  }

  /** One transaction. Its statements are handed over at once; the commit waits for all of them. */
  async #commit(batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 0) return;
    const addition = new JournalAddition(this.#head);
    const written = batch.map((waiting) => ({ waiting, entry: add(waiting, addition) }));
    const { head } = addition;
    try {
      await addition.commit(this.#connection);
    } catch (error) {
      this.#uncertain = { head, written };
      throw error;
    }
    this.#head = head;
    written.forEach(finish);
  }

  #giveBack(batch: readonly Waiting[], error: LockstepError): void {
    const all = [...batch, ...this.#waiting].filter(({ isDone }) => !isDone);
    this.#waiting = all.filter(({ isKept }) => isKept);
    this.#changeHealth(error);
    for (const { isKept, reject } of all) if (!isKept) reject(error);
    this.#isDue = false;
  }

  #nextRetryMs(): number {
    const delay = this.#retryMs;
    this.#retryMs = Math.min(delay * 2, LONGEST_RETRY_MS);
    return delay;
  }

  #refuse(waiting: Waiting, error: LockstepError): void {
    waiting.isDone = true;
    waiting.reject(error);
    if (waiting.isKept) this.#observer.onUnwritable(recordOf(waiting.source), error);
  }

  #changeHealth(error: LockstepError | null): void {
    const changed = this.#failure?.code !== error?.code;
    this.#failure = error;
    if (error === null) this.#retryMs = FIRST_RETRY_MS;
    if (changed) this.#observer.onHealth(error);
  }
}

function recordOf(source: RecordSource): JournalRecord {
  return typeof source === 'function' ? source() : source;
}

/** Adds a record to a transaction. */
function add({ source, timeMs, onNumber }: Waiting, addition: JournalAddition): JournalEntry {
  const record = recordOf(source);
  const { seq } = addition.append(record, timeMs);
  onNumber?.(seq);
  return { seq, timeMs, record };
}

function finish({ waiting, entry }: Written): void {
  if (waiting.isDone) return;
  waiting.isDone = true;
  waiting.resolve(entry);
}

function closed(file: string): LockstepError {
  return new LockstepError('STORE_CLOSED', `The store ${file} is closed; expected an open one. Open it again.`, {
    details: { file },
  });
}
