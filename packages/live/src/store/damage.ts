import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LockstepError } from '@lockstep/core';
import type { JournalRow } from './journal-entry.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { faultOf, journalRows } from './verify-chain.ts';

/** Rows read at once; near the damage they are read one by one. */
const CHUNK = 500;

/** How far a damaged store can still be read. */
export interface ReadablePart {
  /** Entries that can be read and follow on one another, from the first on. */
  readonly entries: number;
  readonly lastSeq: number;
  /** Epoch ms UTC of the last of them. */
  readonly lastTimeMs: number;
}

/** Folder of a store's backups. */
export function backupFolderOf(file: string): string {
  return join(dirname(file), 'backups', basename(file).replace(/\.\w+$/, ''));
}

/** Backups of a store, newest first; their names begin with the time. */
export function backupsOf(file: string): string[] {
  const folder = backupFolderOf(file);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.db'));
  return names
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/** The error for a damaged store: what can still be read, what is lost, how to go on. */
export async function damageError(file: string, cause: LockstepError): Promise<LockstepError> {
  // SQLite's own words, where it has found the damage.
  const what = cause.cause instanceof Error ? cause.cause.message : cause.message;
  const readable = await readablePart(file);
  const [backup] = backupsOf(file);
  const extent =
    readable === null
      ? 'Nothing of it can be read'
      : `${readable.entries} journal entries can be read, up to number ${readable.lastSeq} of ${new Date(readable.lastTimeMs).toISOString()}; what came after them is lost`;
  const remedy =
    backup === undefined
      ? 'There is no backup: move the file away to begin a new journal, and reconcile with the broker by hand.'
      : `Restore the newest backup, ${backup}, with \`lockstep audit restore\` (restoreStore): it takes over what can still be read.`;
  return new LockstepError('STORE_CORRUPT', `The store ${file} is damaged: ${what}. ${extent}. ${remedy}`, {
    details: { file, what, readable, backup: backup ?? null },
    cause,
  });
}

/** The file is a damaged store, not something else. */
export function isDamage(error: unknown): error is LockstepError {
  return error instanceof LockstepError && error.code === 'STORE_CORRUPT' && error.details['foreign'] !== true;
}

/** How much of a journal can be read, null for none. Stops at the first row that is damaged. */
export async function readablePart(file: string): Promise<ReadablePart | null> {
  let entries = 0;
  let [lastSeq, lastTimeMs] = [0, 0];
  for await (const { seq, timeMs } of readableRows(file, null)) {
    entries += 1;
    [lastSeq, lastTimeMs] = [seq, timeMs];
  }
  return entries === 0 ? null : { entries, lastSeq, lastTimeMs };
}

/**
 * The rows of a damaged journal that can be read and follow on one another.
 *
 * @param after where to begin: behind an entry with a hash; null for the first row there is
 */
export async function* readableRows(
  file: string,
  after: { readonly seq: number; readonly hash: string } | null,
): AsyncGenerator<JournalRow> {
  const connection = await SqliteConnection.open(file, 'read').catch(() => null);
  if (connection === null) return;
  try {
    let last = after;
    let size = CHUNK;
    while (size > 0) {
      const rows = await journalRows(connection, last === null ? 0 : last.seq + 1, size).catch(() => null);
      if (rows === null) size = size === 1 ? 0 : 1;
      for (const row of rows ?? []) {
        const [seq, hash] = last === null ? [row.seq, row.prevHash] : [last.seq + 1, last.hash];
        if (faultOf(row, seq, hash) !== null) return;
        yield row;
        last = row;
      }
      if (rows?.length === 0) return;
    }
  } finally {
    await connection.close().catch(() => undefined);
  }
}
