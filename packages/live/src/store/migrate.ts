import { LockstepError } from '@lockstep/core';
import { APPLICATION_ID, MIGRATIONS, type Migration } from './schema.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Schema version of a file: 0 for an empty one. @throws LockstepError `STORE_CORRUPT`, `STORE_NEWER` */
export async function schemaVersion(
  connection: SqliteConnection,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<number> {
  const newest = migrations.at(-1)?.version ?? 0;
  const application = Number(await connection.pragma('application_id'));
  const version = Number(await connection.pragma('user_version'));
  const isEmpty = version === 0 && application === 0 && Number(await connection.pragma('schema_version')) === 0;
  const { file } = connection;
  if (!isEmpty && application !== APPLICATION_ID) {
    throw new LockstepError(
      'STORE_CORRUPT',
      `${file} is a SQLite database, but no store of Lockstep. Name another file.`,
      {
        details: { file, foreign: true },
      },
    );
  }
  if (version > newest) {
    throw new LockstepError(
      'STORE_NEWER',
      `The store ${file} has version ${version} and was written by a newer Lockstep; this one knows versions up to ` +
        `${newest}. Install the newer version; the store was left as it is.`,
      { details: { file, version, newest } },
    );
  }
  return version;
}

/**
 * Brings a store to the newest version, one transaction per step.
 *
 * @param beforeFirst called before an existing store is changed, to back it up
 *
 * @throws LockstepError `STORE_CORRUPT`, `STORE_NEWER`
 */
export async function migrate(
  connection: SqliteConnection,
  beforeFirst: (fromVersion: number) => Promise<void>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const from = await schemaVersion(connection, migrations);
  const pending = migrations.filter(({ version }) => version > from);
  if (pending.length === 0) return;
  if (from > 0) await beforeFirst(from);
  for (const { version, sql } of pending) {
    await connection.exec('BEGIN IMMEDIATE');
    try {
      await connection.exec(`${sql}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`);
      await connection.exec('COMMIT');
    } catch (error) {
      await connection.exec('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}
