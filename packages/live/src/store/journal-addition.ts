import { chainedRow, entryOf, type JournalRow } from './journal-entry.ts';
import type { JournalRecord } from './journal-record.ts';
import { projectRecord } from './project-record.ts';
import { put, type RowChange } from './projection.ts';
import { sqlText } from './sql-text.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

const MOVE_CHAIN = 'UPDATE chain SET last_seq = ?, last_hash = ? WHERE id = 1';

/** Where a journal ends, and which session its next entries belong to. */
export interface JournalHead {
  readonly seq: number;
  readonly hash: string;
  readonly session: number;
  readonly strategy: string;
  /** When the last entry was written, epoch ms UTC. */
  readonly timeMs: number;
}

/** Entries that follow on a head, with what they change in the tables; one transaction. */
export class JournalAddition {
  readonly #changes: RowChange[] = [];
  #head: JournalHead;

  constructor(head: JournalHead) {
    this.#head = head;
  }

  /** Where the journal ends once this is committed. */
  get head(): JournalHead {
    return this.#head;
  }

  /** Adds a new record. */
  append(record: JournalRecord, timeMs: number): JournalRow {
    const row = chainedRow(this.#head.seq + 1, timeMs, record, this.#head.hash);
    this.#add(row, record);
    return row;
  }

  /** Adds a row of another copy of this journal, which has to follow on the head. */
  takeOver(row: JournalRow): void {
    this.#add(row, entryOf(row).record);
  }

  /**
   * Writes it all as one text, since SQLite then stops at the first error. Statements handed over one by one would go on
   * after it, and a full disk ends the transaction by itself: what follows would be written outside of one.
   */
  async commit(connection: SqliteConnection): Promise<void> {
    const changes = [...this.#changes, { sql: MOVE_CHAIN, values: [this.#head.seq, this.#head.hash] }];
    try {
      await connection.exec(`BEGIN IMMEDIATE;\n${changes.map(sqlText).join(';\n')};\nCOMMIT`);
    } catch (error) {
      await connection.exec('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  #add(row: JournalRow, record: JournalRecord): void {
    const { seq, hash, timeMs } = row;
    const begins = record.kind === 'sessionStarted';
    const session = begins ? seq : this.#head.session;
    const strategy = begins ? record.strategy : this.#head.strategy;
    this.#changes.push(journalRow(row), ...projectRecord(record, { seq, timeMs, session, strategy }));
    this.#head = { seq, hash, timeMs, session, strategy };
  }
}

/** The end of the journal as it lies in the file. */
export async function readHead(connection: SqliteConnection): Promise<JournalHead> {
  const chain = await connection.get<{ last_seq: number; last_hash: string; time_ms: number | null }>(
    'SELECT last_seq, last_hash, time_ms FROM chain LEFT JOIN journal ON seq = last_seq WHERE id = 1',
  );
  const session = await connection.get<{ id: number; strategy: string }>(
    'SELECT id, strategy FROM sessions ORDER BY id DESC LIMIT 1',
  );
  return {
    seq: chain?.last_seq ?? 0,
    hash: chain?.last_hash ?? '',
    session: session?.id ?? 0,
    strategy: session?.strategy ?? '',
    timeMs: chain?.time_ms ?? 0,
  };
}

function journalRow({ seq, timeMs, kind, payload, prevHash, hash }: JournalRow): RowChange {
  return put('journal', { seq, time_ms: timeMs, kind, payload, prev_hash: prevHash, hash }, 'ABORT');
}
