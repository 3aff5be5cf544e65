import type { JsonObject } from './journal-record.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** What an operator can ask of a deployment, running or not. */
export type CommandName = 'pause' | 'resume' | 'flatten' | 'kill' | 'unkill';

/** A command as it stands in the store. */
export interface Command {
  readonly id: number;
  readonly name: CommandName;
  readonly arguments: JsonObject;
  readonly requestedMs: number;
  readonly requestedBy: string;
  readonly status: 'requested' | 'acknowledged' | 'done' | 'refused';
  readonly acknowledgedMs: number | null;
  readonly doneMs: number | null;
  readonly outcome: string | null;
}

/** Whether trading is stopped until a person clears it. */
export interface KillLatch {
  readonly latched: boolean;
  readonly reason: string;
  readonly changedBy: string;
  readonly changedMs: number;
}

const COLUMNS = `id, name, arguments, requested_ms AS requestedMs, requested_by AS requestedBy, status,
  acknowledged_ms AS acknowledgedMs, done_ms AS doneMs, outcome`;

/**
 * The desk between operators and the process of a deployment: a table in the store, so that commands reach a process
 * that is dead as soon as it starts again. Its process reads `pending` every second and journals what it does.
 */
export class CommandDesk {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  /** Asks for a command and returns its id. `kill` sets the latch at once, whether or not the process lives. */
  async request(
    name: CommandName,
    by: string,
    timeMs: number,
    args: JsonObject & { readonly reason?: string } = {},
  ): Promise<number> {
    const connection = this.#connection;
    await connection.exec('BEGIN IMMEDIATE');
    try {
      const id = await connection.run(
        "INSERT INTO commands (name, arguments, requested_ms, requested_by, status) VALUES (?, ?, ?, ?, 'requested')",
        [name, JSON.stringify(args), timeMs, by],
      );
      if (name === 'kill') {
        await connection.run('UPDATE kill_latch SET latched = 1, reason = ?, changed_by = ?, changed_ms = ?', [
          args.reason ?? 'kill was asked for',
          by,
          timeMs,
        ]);
      }
      await connection.exec('COMMIT');
      return id;
    } catch (error) {
      await connection.exec('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  /** Commands that are not done, oldest first; acknowledged ones were interrupted by the end of a process. */
  pending(): Promise<Command[]> {
    return this.#select("WHERE status IN ('requested', 'acknowledged') ORDER BY id");
  }

  /** One command, or undefined. */
  async find(id: number): Promise<Command | undefined> {
    return (await this.#select('WHERE id = ?', [id]))[0];
  }

  /** The latest commands, newest first. */
  recent(limit = 20): Promise<Command[]> {
    return this.#select('ORDER BY id DESC LIMIT ?', [limit]);
  }

  async killLatch(): Promise<KillLatch> {
    const row = await this.#connection.get<Omit<KillLatch, 'latched'> & { readonly latched: number }>(
      'SELECT latched, reason, changed_by AS changedBy, changed_ms AS changedMs FROM kill_latch',
    );
    return { reason: '', changedBy: '', changedMs: 0, ...row, latched: row?.latched === 1 };
  }

  async #select(rest: string, values: readonly number[] = []): Promise<Command[]> {
    const rows = await this.#connection.all<Omit<Command, 'arguments'> & { readonly arguments: string }>(
      `SELECT ${COLUMNS} FROM commands ${rest}`,
      values,
    );
    return rows.map((row) => ({ ...row, arguments: JSON.parse(row.arguments) as JsonObject }));
  }
}
