import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type LockstepError, VirtualClock } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { advanceUntil } from '../../test/advance-until.ts';
import { openStore, scratchFolder } from '../../test/scratch-store.ts';
import { orderRequest, SESSION } from '../../test/store-records.ts';
import { restoreStore } from './backup.ts';
import type { JournalRecord } from './journal-record.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { Store } from './store.ts';

const bigNotice = (length: number): JournalRecord => ({
  kind: 'notice',
  severity: 'info',
  code: 'TEST',
  message: 'x'.repeat(length),
  details: {},
});

/** Overwrites pages in the middle of a file. */
function damage(file: string, from: number, length: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(descriptor);
}

describe('a full disk', () => {
  it('gives back what was to be done, keeps what has happened, and recovers when there is space', async () => {
    const clock = new VirtualClock(Date.UTC(2024, 2, 4, 14, 30));
    const health: (string | null)[] = [];
    const store = await openStore({
      clock,
      maxPages: 80,
      observer: { onHealth: (error: LockstepError | null) => health.push(error?.code ?? null) },
    });
    await store.append(SESSION);
    const durable: number[] = [];
    let id = 0;
    const fill = async (): Promise<void> => {
      for (;;) {
        id += 1;
        await store.append(orderRequest(id));
        durable.push(id);
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'STORE_DISK_FULL' });
    expect(store.failure?.code).toBe('STORE_DISK_FULL');
    expect(health).toEqual(['STORE_DISK_FULL']);

    const execution = store.keep({
      kind: 'execution',
      executionId: 'X-1',
      orderId: 1,
      symbol: 'ALFA',
      quantity: '10',
      price: '144.77',
      fee: null,
      executedAtMs: 1,
      source: 'stream',
    });
    const later = store.keep(bigNotice(10));
    await expect(store.append(orderRequest(999))).rejects.toMatchObject({ code: 'STORE_DISK_FULL' });
    expect(store.waiting).toBe(2);
    expect(await store.queries.executions()).toEqual([]);

    // Space returns: the store tries again by itself.
    await store.allowPages(100_000);
    const [first, second] = await advanceUntil(clock, Promise.all([execution, later]));
    expect(second.seq).toBe(first.seq + 1);
    expect(store.failure).toBeNull();
    expect(health).toEqual(['STORE_DISK_FULL', null]);
    expect(await store.queries.executions()).toMatchObject([{ executionId: 'X-1' }]);
    const orders = await store.queries.recentOrders({ limit: 10_000 });
    expect(orders.map(({ orderId }) => orderId).reverse()).toEqual(durable);
    expect(await store.verify()).toMatchObject({ intact: true, entries: 1 + durable.length + 2 });
  });
});

describe('what is asked for while the disk is full', () => {
  it('is answered, whatever else goes on at that moment', async () => {
    const store = await openStore({ maxPages: 60 });
    await store.append(SESSION);
    await Promise.allSettled(Array.from({ length: 600 }, (_, id) => store.append(orderRequest(id + 1))));
    await store.allowPages(1);
    const answer = (): Promise<string> =>
      store.append(bigNotice(9_000)).then(
        () => 'written',
        ({ code }: LockstepError) => code,
      );
    const answers = [answer()];
    for (let round = 0; round < 20; round += 1) {
      const freed = store.allowPages(1);
      await Promise.resolve();
      answers.push(answer());
      await freed;
      answers.push(answer());
    }
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['STORE_DISK_FULL']));
  });
});

describe('a locked file', () => {
  it('is waited for, then named; nothing is lost', async () => {
    const clock = new VirtualClock(Date.UTC(2024, 2, 4, 14, 30));
    const store = await openStore({ clock, busyTimeoutMs: 20 });
    await store.append(SESSION);
    const browser = await SqliteConnection.open(store.file, 'write');
    await browser.exec('BEGIN IMMEDIATE');
    const kept = store.keep(bigNotice(1));
    await expect(store.append(orderRequest(1))).rejects.toMatchObject({
      code: 'STORE_LOCKED',
      message: expect.stringContaining('database browser') as string,
    });
    expect(store.waiting).toBe(1);
    await browser.exec('ROLLBACK');
    await browser.close();
    expect(await advanceUntil(clock, kept)).toMatchObject({ seq: 2 });
    expect(await store.append(orderRequest(1))).toMatchObject({ seq: 3 });
  });

  it('is waited for while the lock is short', async () => {
    const store = await openStore();
    const browser = await SqliteConnection.open(store.file, 'write');
    await browser.exec('BEGIN IMMEDIATE');
    const written = store.append(SESSION);
    setTimeout(() => void browser.exec('ROLLBACK'), 100);
    expect(await written).toMatchObject({ seq: 1 });
    await browser.close();
  });
});

describe('a read-only file', () => {
  it('is refused when the store is opened', { timeout: 60_000 }, async () => {
    const store = await openStore();
    await store.append(SESSION);
    await store.close();
    const runTs = join(import.meta.dirname, '../../../../scripts/run-ts.mjs');
    const script = join(import.meta.dirname, '../../test/processes/open-read-only.ts');
    const { stdout, stderr } = spawnSync(process.execPath, [runTs, script, store.file], { encoding: 'utf8' });
    expect(stdout, stderr).toMatch(/^STORE_READ_ONLY The journal cannot be written: .* is read-only/);
  });
});

describe('a record that cannot be stored', () => {
  it('is refused alone; those beside it are written', async () => {
    const unwritable: string[] = [];
    const store = await openStore({ observer: { onUnwritable: ({ kind }) => unwritable.push(kind) } });
    await store.append(SESSION);
    const broken = {
      ...orderRequest(2),
      order: { ...orderRequest(2).order, symbol: null },
    } as unknown as JournalRecord;
    const results = await Promise.allSettled([
      store.append(orderRequest(1)),
      store.keep(broken),
      store.append(orderRequest(3)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(unwritable).toEqual(['orderRequested']);
    expect(store.failure).toBeNull();
    expect(await store.verify()).toMatchObject({ intact: true, entries: 3 });
  });
});

describe('a damaged store', () => {
  async function damagedStore(): Promise<{ file: string; backup: string; last: number }> {
    const store = await openStore();
    await store.append(SESSION);
    for (let id = 1; id <= 300; id += 1) await store.append(bigNotice(500));
    const backup = await store.backup();
    await Promise.all(Array.from({ length: 40 }, (_, id) => store.append(orderRequest(id + 1))));
    const { file, lastSeq: last } = store;
    await store.close();
    return { file, backup, last };
  }

  it('is refused with what is lost and how to restore it', async () => {
    const { file, backup } = await damagedStore();
    damage(file, 60 * 4096, 20 * 4096);
    await expect(Store.open({ file })).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringMatching(
        /journal entries can be read, up to number \d+ of .*lost\. Restore the newest backup/,
      ) as string,
      details: { backup },
    });
  });

  it('is restored from a backup, with the entries after it that can still be read', async () => {
    const { file, backup, last } = await damagedStore();
    // An index of a table: the journal itself stays readable.
    damage(file, statSync(file).size - 4096, 4096);
    await expect(Store.open({ file })).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    const restored = await restoreStore(file);
    expect(restored).toMatchObject({ backup, backupEntries: 301 });
    expect(restored.takenOver).toBeGreaterThan(0);
    expect(existsSync(restored.damaged ?? '')).toBe(true);
    const store = await openStore({}, file);
    expect(store.lastSeq).toBe(301 + restored.takenOver);
    expect(store.lastSeq).toBeLessThanOrEqual(last);
    expect(await store.verify()).toMatchObject({ intact: true });
    expect(await store.queries.recentOrders({ limit: 100 })).toHaveLength(restored.takenOver);
  });

  it('that nothing can be read of is restored as of the backup', async () => {
    const { file } = await damagedStore();
    damage(file, 0, statSync(file).size);
    await expect(Store.open({ file })).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringContaining('Nothing of it can be read') as string,
    });
    expect(await restoreStore(file)).toMatchObject({ backupEntries: 301, takenOver: 0 });
    expect((await openStore({}, file)).lastSeq).toBe(301);
  });

  it('is not restored from a damaged backup, nor under a running process', async () => {
    const { file, backup } = await damagedStore();
    const running = await openStore({}, file);
    await expect(restoreStore(file)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    await running.close();
    damage(backup, 8192, 8192 * 4);
    const before = readFileSync(file);
    await expect(restoreStore(file)).rejects.toMatchObject({ code: 'BACKUP_INVALID' });
    await expect(restoreStore(file, { backup: `${backup}.none` })).rejects.toMatchObject({ code: 'BACKUP_INVALID' });
    expect(readFileSync(file).equals(before)).toBe(true);
    await expect(restoreStore(join(scratchFolder(), 'store.db'))).rejects.toMatchObject({ code: 'BACKUP_INVALID' });
  });
});
