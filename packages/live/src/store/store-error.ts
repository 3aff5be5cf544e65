import { type ErrorCode, LockstepError } from '@lockstep/core';

/** What SQLite's primary result codes mean for a store, and what to do. */
const MEANINGS: Readonly<Record<string, { readonly code: ErrorCode; readonly text: string }>> = {
  SQLITE_FULL: {
    code: 'STORE_DISK_FULL',
    text: 'the disk, or the size allowed for the store, is full. Free space; writing goes on by itself.',
  },
  SQLITE_READONLY: { code: 'STORE_READ_ONLY', text: 'the file is read-only. Make the file and its folder writable.' },
  SQLITE_PERM: { code: 'STORE_READ_ONLY', text: 'access is denied. Make the file and its folder writable.' },
  SQLITE_BUSY: {
    code: 'STORE_LOCKED',
    text: 'another process holds its lock. End programs that have the file open, such as a database browser.',
  },
  SQLITE_LOCKED: {
    code: 'STORE_LOCKED',
    text: 'another connection holds a lock. End programs that have the file open.',
  },
  SQLITE_CORRUPT: {
    code: 'STORE_CORRUPT',
    text: 'the file is damaged. Restore a backup with `lockstep audit restore` (restoreStore).',
  },
  SQLITE_NOTADB: {
    code: 'STORE_CORRUPT',
    text: 'the file is damaged or no SQLite database. Restore a backup with `lockstep audit restore` (restoreStore), or name another file.',
  },
  SQLITE_CANTOPEN: {
    code: 'STORE_NOT_FOUND',
    text: 'the file cannot be opened. Check that it and its folder exist and may be read and written.',
  },
  SQLITE_MISUSE: { code: 'STORE_CLOSED', text: 'it is closed. Open it again.' },
};

/** An error of SQLite as one of ours: `STORE_…`, with SQLite's own words at the end. */
export function storeError(error: unknown, file: string): LockstepError {
  if (error instanceof LockstepError) return error;
  const sqlite = error as { readonly code?: string; readonly message?: string };
  const meaning = MEANINGS[sqlite.code ?? ''];
  const words = sqlite.message ?? String(error);
  const details = { file, sqlite: sqlite.code ?? null };
  return meaning === undefined
    ? new LockstepError('STORE_FAILED', `The store ${file} failed: ${words}. Check the disk and its file system.`, {
        details,
        cause: error,
      })
    : new LockstepError(meaning.code, `The store ${file} failed: ${meaning.text} (${words})`, {
        details,
        cause: error,
      });
}

/** The native driver is not there: it is optional, since only live trading needs it. */
export function driverMissing(cause: unknown): LockstepError {
  const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
  return new LockstepError(
    'STORE_DRIVER_MISSING',
    `Live trading keeps its journal in SQLite, and the package sqlite3 cannot be loaded: ${reason}. Install it with ` +
      '`npm install sqlite3`; where no ready-made binary exists it is compiled, which needs Python 3, make and a C++ compiler.',
    { cause },
  );
}

/** SQLite's codes for a statement that can never work with these values. */
const RECORD_AT_FAULT = new Set(['SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_RANGE', 'SQLITE_TOOBIG']);

/** Whether what was to be written is at fault, rather than the file or the disk: writing it again would not help. */
export function isRecordAtFault(error: unknown): boolean {
  if (!(error instanceof LockstepError) || error.code !== 'STORE_FAILED') return !(error instanceof LockstepError);
  return RECORD_AT_FAULT.has(String(error.details['sqlite']));
}
