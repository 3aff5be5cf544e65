import type { JournalWriter } from './journal-writer.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Entries removed in one transaction, so that orders never wait long. */
const CHUNK = 2_000;

/** Tables that are thinned with the journal. Orders, executions, trades and days stay: they are few, and the record. */
const THINNED = ['events', 'signals', 'account_snapshots', 'order_events'];

/**
 * Removes journal entries written before an instant, and the rows of events, signals, order events and account snapshots
 * that came with them. What a restart needs stays: the current session, and everything from the last state snapshot on.
 * The chain goes on: the store keeps the hash before its first entry.
 *
 * @returns how many entries were removed
 */
export async function removeBefore(writer: JournalWriter, beforeMs: number): Promise<number> {
  let removed = 0;
  let firstSeq = 0;
  for (;;) {
    const step = await writer.exclusively((connection) => removeChunk(connection, writer.head.session, beforeMs));
    if (step === null) break;
    removed += step.removed;
    firstSeq = step.firstSeq;
  }
  if (removed > 0) {
    const noted = writer.write({ kind: 'retention', firstSeq, removed }, true);
    await writer.flush();
    await noted;
  }
  return removed;
}

async function removeChunk(
  connection: SqliteConnection,
  session: number,
  beforeMs: number,
): Promise<{ readonly removed: number; readonly firstSeq: number } | null> {
  const limit = await connection.get<{ first: number; cut: number | null; hash: string | null }>(
    `SELECT first_seq AS first, cut, (SELECT prev_hash FROM journal WHERE seq = cut) AS hash FROM chain, (
       SELECT min(first_seq + ?, ?, coalesce((SELECT min(seq) FROM journal WHERE time_ms >= ?), last_seq),
         coalesce((SELECT max(seq) FROM journal WHERE kind = 'stateSnapshot'), last_seq)) AS cut FROM chain)`,
    [CHUNK, session, beforeMs],
  );
  if (limit === undefined || limit.cut === null || limit.hash === null || limit.cut <= limit.first) return null;
  const { cut, hash, first } = limit;
  await connection.run('BEGIN IMMEDIATE');
  try {
    await connection.run('UPDATE chain SET first_seq = ?, first_prev_hash = ?', [cut, hash]);
    await connection.run('DELETE FROM journal WHERE seq < ?', [cut]);
    for (const table of THINNED) await connection.run(`DELETE FROM ${table} WHERE id < ?`, [cut]);
    await connection.run('COMMIT');
  } catch (error) {
    await connection.exec('ROLLBACK').catch(() => undefined);
    throw error;
  }
  return { removed: cut - first, firstSeq: cut };
}
