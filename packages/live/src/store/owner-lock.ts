import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { LockstepError } from '@lockstep/core';
import { SqliteConnection } from './sqlite-connection.ts';

/** How long taking the lock waits for somebody who only looks who has it, in ms. */
const LOOK_MS = 250;

/** Who runs a deployment. */
export interface StoreOwner {
  readonly pid: number;
  readonly host: string;
  /** Epoch ms UTC. */
  readonly sinceMs: number;
}

/**
 * Keeps a second process away from a deployment. The lock is one of the operating system, held through a file of its own
 * beside the store: it ends with the process however that dies, so that nothing stale ever has to be guessed at. Who
 * holds it stands in a second file, for messages only.
 */
export class OwnerLock {
  readonly #connection: SqliteConnection;
  readonly #ownerFile: string;

  private constructor(connection: SqliteConnection, ownerFile: string) {
    this.#connection = connection;
    this.#ownerFile = ownerFile;
  }

  /** @throws LockstepError `STORE_IN_USE` with the owner, `STORE_NOT_FOUND` */
  static async acquire(storeFile: string, sinceMs: number): Promise<OwnerLock> {
    const connection = await SqliteConnection.open(lockFileOf(storeFile), 'create', LOOK_MS);
    try {
      await connection.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    } catch (error) {
      await connection.close();
      if (!(error instanceof LockstepError && error.code === 'STORE_LOCKED')) throw error;
      throw inUse(storeFile, ownerOf(storeFile));
    }
    const owner: StoreOwner = { pid: process.pid, host: hostname(), sinceMs };
    writeFileSync(`${ownerFileOf(storeFile)}.new`, JSON.stringify(owner));
    renameSync(`${ownerFileOf(storeFile)}.new`, ownerFileOf(storeFile));
    return new OwnerLock(connection, ownerFileOf(storeFile));
  }

  async release(): Promise<void> {
    rmSync(this.#ownerFile, { force: true });
    await this.#connection.close();
  }
}

/** The process that runs a deployment now; null when none does. */
export async function findOwner(storeFile: string): Promise<StoreOwner | null> {
  for (let looks = 1; ; looks += 1) {
    if (!(await isLocked(storeFile))) return null;
    // Between taking the lock and naming itself, and before giving it back, an owner has no name.
    const owner = ownerOf(storeFile);
    if (owner !== null) return owner;
    if (looks === NAMELESS_LOOKS) return UNKNOWN_OWNER;
    await setTimeout(NAMELESS_WAIT_MS);
  }
}

/** How often a lock without a name is looked at, and the time between, in ms. */
const NAMELESS_LOOKS = 25;
const NAMELESS_WAIT_MS = 20;

const UNKNOWN_OWNER: StoreOwner = { pid: 0, host: 'unknown', sinceMs: Number.NaN };

async function isLocked(storeFile: string): Promise<boolean> {
  try {
    const connection = await SqliteConnection.open(lockFileOf(storeFile), 'write', 0);
    try {
      // A read: any number may look at once, and only the owner's lock keeps them out.
      await connection.all('SELECT 1 FROM sqlite_schema');
      return false;
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (error instanceof LockstepError && error.code === 'STORE_LOCKED') return true;
    if (error instanceof LockstepError && error.code === 'STORE_NOT_FOUND') return false;
    throw error;
  }
}

const lockFileOf = (storeFile: string): string => `${storeFile}.lock`;
const ownerFileOf = (storeFile: string): string => `${storeFile}.owner.json`;

function ownerOf(storeFile: string): StoreOwner | null {
  try {
    return JSON.parse(readFileSync(ownerFileOf(storeFile), 'utf8')) as StoreOwner;
  } catch {
    return null;
  }
}

function inUse(storeFile: string, owner: StoreOwner | null): LockstepError {
  const who =
    owner === null
      ? 'another process'
      : `process ${owner.pid} on ${owner.host} since ${new Date(owner.sinceMs).toISOString()}`;
  return new LockstepError(
    'STORE_IN_USE',
    `The deployment of ${storeFile} is already run by ${who}; expected one process at a time. End that one, or give this ` +
      'one a deployment name of its own.',
    { details: { file: storeFile, owner } },
  );
}
