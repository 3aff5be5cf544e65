import { LockstepError } from '@lockstep/core';
import { entryHash, type JournalRow } from './journal-entry.ts';
import { SqliteConnection } from './sqlite-connection.ts';

const CHUNK = 2_000;

/** What `verify` found. */
export type ChainVerdict =
  | {
      readonly intact: true;
      readonly entries: number;
      /** Number of the first entry: later than 1 after retention. */
      readonly firstSeq: number;
      readonly lastSeq: number;
      readonly lastHash: string;
    }
  | {
      readonly intact: false;
      /** The first broken or missing entry. */
      readonly seq: number;
      readonly what: string;
    };

/** A range of the chain. */
export interface ChainEnds {
  readonly firstSeq: number;
  readonly firstPrevHash: string;
  readonly lastSeq: number;
  readonly lastHash: string;
}

/** Checks the journal of a store as it stands at this moment, on a connection of its own that holds nobody up. */
export async function verifyStore(file: string): Promise<ChainVerdict> {
  const connection = await SqliteConnection.open(file, 'read');
  try {
    await connection.exec('BEGIN');
    return await verifyChain(connection);
  } finally {
    await connection.close();
  }
}

/** Walks the journal from its first entry and names the first that is changed, missing or out of place. */
export async function verifyChain(connection: SqliteConnection): Promise<ChainVerdict> {
  const ends = await chainEnds(connection);
  let { firstSeq: next, firstPrevHash: hash } = ends;
  for (;;) {
    let rows: JournalRow[];
    try {
      rows = await journalRows(connection, next, CHUNK);
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      return { intact: false, seq: next, what: `entries from ${next} on cannot be read: ${error.message}` };
    }
    for (const row of rows) {
      const what = faultOf(row, next, hash);
      if (what !== null) return { intact: false, seq: next, what };
      next += 1;
      hash = row.hash;
    }
    if (rows.length < CHUNK) break;
  }
  const { firstSeq, lastSeq, lastHash } = ends;
  if (next - 1 < lastSeq)
    return { intact: false, seq: next, what: `entries ${next} to ${lastSeq} at the end are missing` };
  if (next - 1 > lastSeq || hash !== lastHash) {
    return { intact: false, seq: next - 1, what: `the chain was closed at entry ${lastSeq} with another hash` };
  }
  return { intact: true, entries: next - firstSeq, firstSeq, lastSeq, lastHash };
}

/** Where the chain begins and ends as the store noted it. */
export async function chainEnds(connection: SqliteConnection): Promise<ChainEnds> {
  const row = await connection.get<ChainEnds>(
    'SELECT first_seq AS firstSeq, first_prev_hash AS firstPrevHash, last_seq AS lastSeq, last_hash AS lastHash FROM chain',
  );
  return row ?? { firstSeq: 1, firstPrevHash: '', lastSeq: 0, lastHash: '' };
}

/** Journal rows from a number on, in order. */
export function journalRows(connection: SqliteConnection, fromSeq: number, limit: number): Promise<JournalRow[]> {
  return connection.all<JournalRow>(
    'SELECT seq, time_ms AS timeMs, kind, payload, prev_hash AS prevHash, hash FROM journal WHERE seq >= ? ORDER BY seq LIMIT ?',
    [fromSeq, limit],
  );
}

/** What is wrong with a row that should be the `seq`th after an entry with a hash; null when it fits. */
export function faultOf(row: JournalRow, seq: number, prevHash: string): string | null {
  if (row.seq !== seq)
    return row.seq === seq + 1 ? `entry ${seq} is missing` : `entries ${seq} to ${row.seq - 1} are missing`;
  if (row.prevHash !== prevHash) return `entry ${seq} does not follow on the entry before it`;
  return entryHash(row) === row.hash ? null : `entry ${seq} was changed after it was written`;
}
