import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LockstepError } from '@lockstep/core';
import { backupFolderOf, backupsOf, readableRows } from './damage.ts';
import { JournalAddition, readHead } from './journal-addition.ts';
import { schemaVersion } from './migrate.ts';
import { OwnerLock } from './owner-lock.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { verifyChain } from './verify-chain.ts';

/** Entries that are taken over in one transaction. */
const CHUNK = 500;
const COMPANIONS = ['', '-wal', '-shm'];

/** Copies a store while it is written to, without holding the writer up; the copy is compact and complete. */
export async function backupStore(file: string, timeMs: number, keep: number): Promise<string> {
  const folder = backupFolderOf(file);
  mkdirSync(folder, { recursive: true });
  const source = await SqliteConnection.open(file, 'read');
  try {
    const unfinished = join(folder, `unfinished-${process.pid}`);
    rmSync(unfinished, { force: true });
    await source.run('VACUUM INTO ?', [unfinished]);
    const name = `${new Date(timeMs).toISOString().replaceAll(':', '-')}-${await lastSeqOf(unfinished)}.db`;
    renameSync(unfinished, join(folder, name));
    for (const old of backupsOf(file).slice(keep)) rmSync(old, { force: true });
    return join(folder, name);
  } finally {
    await source.close();
  }
}

async function lastSeqOf(file: string): Promise<number> {
  const connection = await SqliteConnection.open(file, 'read');
  try {
    return (await readHead(connection)).seq;
  } finally {
    await connection.close();
  }
}

/** What a restore came to. */
export interface RestoredStore {
  readonly backup: string;
  /** Entries of the backup, and those after it that could still be read in the damaged file. */
  readonly backupEntries: number;
  readonly takenOver: number;
  /** Where the damaged file was moved to; null when there was none. */
  readonly damaged: string | null;
}

/**
 * Puts a backup in the place of a store, and adds the entries after it that can still be read in the damaged file. The
 * damaged file is moved aside. The process of the deployment has to be down.
 *
 * @param backup the newest one unless given
 *
 * @throws LockstepError `STORE_IN_USE`, `BACKUP_INVALID`
 */
export async function restoreStore(
  file: string,
  {
    backup = backupsOf(file)[0],
    timeMs = Date.now(),
  }: { readonly backup?: string | undefined; readonly timeMs?: number } = {},
): Promise<RestoredStore> {
  if (backup === undefined) throw invalid(`There is no backup of ${file} in ${backupFolderOf(file)}`, { file });
  const lock = await OwnerLock.acquire(file, timeMs);
  const restored = `${file}.restored`;
  try {
    for (const suffix of COMPANIONS) rmSync(restored + suffix, { force: true });
    await copyFile(backup, restored).catch((cause: unknown) => {
      throw invalid(`The backup ${backup} cannot be read (${String(cause)})`, { file, backup });
    });
    const connection = await SqliteConnection.open(restored, 'write');
    try {
      const backupEntries = await entriesOfBackup(connection, backup);
      const takenOver = existsSync(file) ? await takeOver(connection, file) : 0;
      await connection.close();
      const damaged = moveAside(file, timeMs);
      renameSync(restored, file);
      return { backup, backupEntries, takenOver, damaged };
    } finally {
      await connection.close();
    }
  } finally {
    await lock.release();
  }
}

async function entriesOfBackup(connection: SqliteConnection, backup: string): Promise<number> {
  try {
    await schemaVersion(connection);
    const verdict = await verifyChain(connection);
    if (verdict.intact) return verdict.entries;
    throw invalid(`The backup ${backup} is damaged: ${verdict.what}`, { backup });
  } catch (error) {
    if (error instanceof LockstepError && error.code !== 'STORE_CORRUPT') throw error;
    throw invalid(`The backup ${backup} is damaged`, { backup }, error);
  }
}

/** Appends the rows of the damaged file that follow on the backup; the same hashes come out, since they are its own. */
async function takeOver(connection: SqliteConnection, damaged: string): Promise<number> {
  let head = await readHead(connection);
  const from = head.seq;
  let addition = new JournalAddition(head);
  for await (const row of readableRows(damaged, head)) {
    addition.takeOver(row);
    if (addition.head.seq - head.seq < CHUNK) continue;
    await addition.commit(connection);
    head = addition.head;
    addition = new JournalAddition(head);
  }
  await addition.commit(connection);
  return addition.head.seq - from;
}

function moveAside(file: string, timeMs: number): string | null {
  if (!existsSync(file)) return null;
  const damaged = `${file}.damaged-${new Date(timeMs).toISOString().replaceAll(':', '-')}`;
  for (const suffix of COMPANIONS) if (existsSync(file + suffix)) renameSync(file + suffix, damaged + suffix);
  return damaged;
}

function invalid(what: string, details: Readonly<Record<string, unknown>>, cause?: unknown): LockstepError {
  return new LockstepError('BACKUP_INVALID', `${what}; expected an intact store. Name another backup.`, {
    details,
    cause,
  });
}
