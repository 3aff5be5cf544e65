import type * as Driver from 'sqlite3';
import { driverMissing, storeError } from './store-error.ts';

/** A value that SQLite stores. Exact decimals are texts. */
export type SqlValue = string | number | null;

/** How long SQLite waits for another process that writes, in ms, unless told otherwise. */
const BUSY_TIMEOUT_MS = 5_000;

let loading: Promise<typeof Driver> | null = null;

/** Loads the native driver when the first store is opened: nothing that only backtests pays for it. */
async function loadDriver(): Promise<typeof Driver> {
  loading ??= import('sqlite3').then(
    (module) => (module as unknown as { default: typeof Driver }).default,
    (cause: unknown) => {
      loading = null;
      throw driverMissing(cause);
    },
  );
  return loading;
}

/**
 * Loads the driver and tells its version and that of SQLite.
 *
 * @throws LockstepError `STORE_DRIVER_MISSING`
 */
export async function storeDriver(): Promise<string> {
  const driver = await loadDriver();
  return `SQLite ${(driver as unknown as { readonly VERSION: string }).VERSION}`;
}

/**
 * A connection to a SQLite file. Statements run one after the other in a thread of the driver, in the order of the calls;
 * calls need not be awaited one by one. Errors are `LockstepError`s with a `STORE_…` code.
 */
export class SqliteConnection {
  readonly file: string;
  readonly #database: Driver.Database;
  #isClosed = false;

  private constructor(file: string, database: Driver.Database) {
    this.file = file;
    this.#database = database;
  }

  /**
   * @param access `create` makes a missing file, `write` and `read` expect it
   *
   * @throws LockstepError `STORE_DRIVER_MISSING`, `STORE_NOT_FOUND`, `STORE_READ_ONLY`
   */
  static async open(
    file: string,
    access: 'create' | 'write' | 'read',
    busyTimeoutMs: number = BUSY_TIMEOUT_MS,
  ): Promise<SqliteConnection> {
    const driver = await loadDriver();
    const mode =
      access === 'read'
        ? driver.OPEN_READONLY
        : access === 'write'
          ? driver.OPEN_READWRITE
          : driver.OPEN_READWRITE | driver.OPEN_CREATE;
    const database = await new Promise<Driver.Database>((resolve, reject) => {
      const opened: Driver.Database = new driver.Database(file, mode | driver.OPEN_FULLMUTEX, (error) => {
        if (error === null) resolve(opened);
        else reject(storeError(error, file));
      });
    });
    database.serialize();
    database.configure('busyTimeout', busyTimeoutMs);
    return new SqliteConnection(file, database);
  }

  /** Runs statements that return nothing; stops at the first that fails. */
  exec(sql: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#database.exec(sql, (error) => (error === null ? resolve() : reject(storeError(error, this.file))));
    });
  }

  /** Runs one statement; resolves to the last row id. */
  run(sql: string, values: readonly SqlValue[] = []): Promise<number> {
    return new Promise((resolve, reject) => {
      const { file } = this;
      this.#database.run(sql, values, function onRun(this: Driver.RunResult, error) {
        if (error === null) resolve(this.lastID);
        else reject(storeError(error, file));
      });
    });
  }

  /** All rows of a query. */
  all<Row>(sql: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      this.#database.all<Row>(sql, values, (error, rows) =>
        error === null ? resolve(rows) : reject(storeError(error, this.file)),
      );
    });
  }

  /** The first row of a query, or undefined. */
  async get<Row>(sql: string, values: readonly SqlValue[] = []): Promise<Row | undefined> {
    return (await this.all<Row>(sql, values))[0];
  }

  /** The value of a pragma. */
  async pragma(name: string): Promise<string | number | null> {
    const row = await this.get<Record<string, string | number>>(`PRAGMA ${name}`);
    return row === undefined ? null : (Object.values(row)[0] ?? null);
  }

  /** Closes after what was asked before; closing twice is allowed. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await new Promise<void>((resolve, reject) => {
      this.#database.close((error) => (error === null ? resolve() : reject(storeError(error, this.file))));
    });
  }
}
