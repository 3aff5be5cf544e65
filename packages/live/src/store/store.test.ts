import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore, scratchFolder } from '../../test/scratch-store.ts';
import { fillEvent, orderRequest, SESSION } from '../../test/store-records.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { Store } from './store.ts';
import { StoreVisit } from './store-visit.ts';

const RUN_TS = fileURLToPath(new URL('../../../../scripts/run-ts.mjs', import.meta.url));
const OWNER = fileURLToPath(new URL('../../test/processes/store-owner.ts', import.meta.url));

describe('Store', () => {
  it('writes journal and tables, exact decimals as text, and finds them again after closing', async () => {
    const first = await openStore();
    const { seq: session } = await first.append(SESSION);
    await first.append({ kind: 'signal', name: 'cross', symbol: 'ALFA', values: { fast: 1.5, note: 'ü' } });
    await first.append(orderRequest(1));
    await first.append({ kind: 'orderSent', orderId: 1, request: 'place', attempt: 1 });
    await first.append({ kind: 'sendOutcome', orderId: 1, request: 'place', outcome: 'accepted', code: '', text: '' });
    await first.append({ kind: 'orderIdentified', orderId: 1, brokerId: 'B-7' });
    await first.append({ kind: 'orderIdentified', orderId: 1, brokerId: 'B-7' });
    await first.append(fillEvent(1, 'X-1'));
    await first.append({ kind: 'commission', executionId: 'X-1', amount: '1.00', currency: 'USD' });
    await first.close();

    const { queries, ...store } = await openStore({}, first.file);
    expect(store).toBeDefined();
    expect(await queries.recentOrders()).toMatchObject([
      {
        orderId: 1,
        session,
        strategy: 'Cross',
        clientOrderId: 'test-1',
        limitPrice: '144.7700',
        averagePrice: '144.7700',
        filledQuantity: '10',
        status: 'Filled',
        sendState: 'accepted',
        brokerIds: ['B-7'],
      },
    ]);
    expect(await queries.openOrders()).toEqual([]);
    expect(await queries.orderEvents()).toMatchObject([{ executionId: 'X-1', fee: '1.00', feeCurrency: 'USD' }]);
    expect(await queries.recentSignals({ symbol: 'ALFA' })).toMatchObject([{ values: { fast: 1.5, note: 'ü' } }]);
    expect(await queries.lastOrderId()).toBe(1);
    const kinds: string[] = [];
    for await (const { record } of queries.journal()) kinds.push(record.kind);
    expect(kinds).toHaveLength(9);
    expect(await queries.latest('signal')).toMatchObject({ seq: 2, record: { name: 'cross' } });
  });

  it('commits what waits together, and resolves each append only when another process can read it', async () => {
    const store = await openStore();
    await store.append(SESSION);
    const visit = await StoreVisit.open(store.file);
    const seen = await Promise.all(
      Array.from({ length: 300 }, async (_, id) => {
        const { seq } = await store.append(orderRequest(id + 1));
        const [row] = await visit.queries.sql('SELECT max(seq) AS last FROM journal');
        return Number(row?.['last']) >= seq;
      }),
    );
    await visit.close();
    expect(seen.every(Boolean)).toBe(true);
    expect(await store.verify()).toMatchObject({ intact: true, entries: 301 });
  });

  it('goes on with the chain after it was closed', async () => {
    const first = await openStore();
    await first.append(SESSION);
    await first.close();
    const second = await openStore({}, first.file);
    expect((await second.append(orderRequest(1))).seq).toBe(2);
    expect(await second.verify()).toMatchObject({ intact: true, entries: 2 });
    expect(await second.queries.recentOrders()).toMatchObject([{ session: 1, strategy: 'Cross' }]);
  });

  it('refuses what comes after close', async () => {
    const store = await openStore();
    await store.close();
    await expect(store.append(SESSION)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });
});

describe('abandon', () => {
  it('loses what waits, as a crash does, and nothing that was acknowledged', async () => {
    const store = await openStore();
    await store.append(SESSION);
    const lost = Promise.allSettled([store.append(orderRequest(1)), store.keep(orderRequest(2))]);
    await store.abandon();
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = await openStore({}, store.file);
    expect(next.lastSeq).toBe(1);
  });
});

describe('verify', () => {
  const TAMPERING: readonly (readonly [string, string, number, RegExp])[] = [
    ['a changed payload', `UPDATE journal SET payload = '{"x":1}' WHERE seq = 3`, 3, /changed/],
    ['a changed time', 'UPDATE journal SET time_ms = time_ms + 1 WHERE seq = 2', 2, /changed/],
    ['a removed entry', 'DELETE FROM journal WHERE seq = 3', 3, /entry 3 is missing/],
    ['a removed tail', 'DELETE FROM journal WHERE seq >= 4', 4, /entries 4 to 5 at the end are missing/],
    ['a removed head', 'DELETE FROM journal WHERE seq < 3', 1, /missing/],
    ['a new hash', `UPDATE journal SET hash = '${'a'.repeat(64)}' WHERE seq = 5`, 5, /changed/],
  ];
  it.each(TAMPERING)('names the first broken entry: %s', async (_, sql, seq, what) => {
    const store = await openStore();
    await store.append(SESSION);
    for (let id = 1; id <= 4; id += 1) await store.append(orderRequest(id));
    const tool = await SqliteConnection.open(store.file, 'write');
    await expect(tool.exec(sql)).rejects.toThrow('append-only');
    await tool.exec('DROP TRIGGER journal_never_changes; DROP TRIGGER journal_keeps_its_chain');
    await tool.exec(sql);
    await tool.close();
    expect(await store.verify()).toMatchObject({ intact: false, seq, what: expect.stringMatching(what) as string });
  });
});

describe('a second process', () => {
  it('is refused and told who has the deployment, and takes over from one that died', { timeout: 60_000 }, async () => {
    const file = join(scratchFolder(), 'store.db');
    const owner = spawn(process.execPath, [RUN_TS, OWNER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    owner.stdout.on('data', (chunk: Buffer) => {
      printed += String(chunk);
    });
    while (!printed.includes('ready')) await once(owner.stdout, 'data');
    await expect(Store.open({ file })).rejects.toMatchObject({
      code: 'STORE_IN_USE',
      message: expect.stringContaining(`process ${owner.pid} on `) as string,
      details: { owner: { pid: owner.pid } },
    });
    const visit = await StoreVisit.open(file);
    expect(await visit.owner()).toMatchObject({ pid: owner.pid });

    const exited = once(owner, 'exit');
    owner.kill('SIGKILL');
    await exited;
    expect(await visit.owner()).toBeNull();
    await visit.close();
    // Every append that was acknowledged before the kill is there.
    const acknowledged = Number(/.*acknowledged (\d+)/s.exec(printed)?.[1] ?? 0);
    const store = await openStore({}, file);
    expect(acknowledged).toBeGreaterThan(10);
    expect(store.lastSeq).toBeGreaterThanOrEqual(acknowledged);
    expect(await store.verify()).toMatchObject({ intact: true });
  });

  it('is refused within one process too', async () => {
    const store = await openStore();
    await expect(Store.open({ file: store.file })).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    await store.close();
    await openStore({}, store.file);
  });
});

describe('a write-ahead log that was cut off', () => {
  it('loses nothing that was acknowledged before the cut', { timeout: 60_000 }, async () => {
    const store = await openStore();
    await store.append(SESSION);
    const wal = `${store.file}-wal`;
    const sizes: number[] = [];
    for (let id = 1; id <= 30; id += 1) {
      await store.append(orderRequest(id));
      sizes.push(statSync(wal).size);
    }
    const folder = scratchFolder();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: sizes[0] ?? 0, max: sizes.at(-1) ?? 0 }), fc.boolean(), async (cut, torn) => {
        const copy = join(folder, 'store.db');
        copyFileSync(store.file, copy);
        copyFileSync(wal, `${copy}-wal`);
        truncateSync(`${copy}-wal`, cut);
        if (torn) writeFileSync(`${copy}-wal`, Buffer.alloc(3_000, 7), { flag: 'a' });
        const survived = await Store.open({ file: copy });
        try {
          const durable = sizes.filter((size) => size <= cut).length;
          expect(survived.lastSeq).toBe(1 + durable);
          expect(await survived.verify()).toMatchObject({ intact: true });
        } finally {
          await survived.close();
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('files that cannot be used', () => {
  it('refuses a store of a newer version and leaves it as it is', async () => {
    const store = await openStore();
    await store.close();
    const tool = await SqliteConnection.open(store.file, 'write');
    await tool.exec('PRAGMA user_version = 99');
    await tool.close();
    const before = readFileSync(store.file);
    await expect(Store.open({ file: store.file })).rejects.toMatchObject({
      code: 'STORE_NEWER',
      message: expect.stringMatching(/version 99.*newer/) as string,
    });
    await expect(StoreVisit.open(store.file)).rejects.toMatchObject({ code: 'STORE_NEWER' });
    expect(readFileSync(store.file).equals(before)).toBe(true);
  });

  it('refuses a database of somebody else, a text file and an empty file', async () => {
    const folder = scratchFolder();
    const other = await SqliteConnection.open(join(folder, 'other.db'), 'create');
    await other.exec('CREATE TABLE mine (x)');
    await other.close();
    writeFileSync(join(folder, 'text.db'), 'not a database at all\n'.repeat(500));
    writeFileSync(join(folder, 'empty.db'), '');
    for (const name of ['other.db', 'text.db', 'empty.db']) {
      await expect(Store.open({ file: join(folder, name) })).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    }
  });

  it('says so when the folder cannot be made', async () => {
    const file = join(scratchFolder(), 'file');
    writeFileSync(file, '');
    await expect(Store.open({ file: join(file, 'store.db') })).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
    await expect(StoreVisit.open(join(scratchFolder(), 'store.db'))).rejects.toMatchObject({ code: 'STORE_NOT_FOUND' });
  });

  it('does not begin anew where a store has been', async () => {
    const store = await openStore();
    await store.append(SESSION);
    const backup = await store.backup();
    await store.close();
    const folder = scratchFolder();
    expect(existsSync(backup)).toBe(true);
    writeFileSync(join(folder, 'store.db-wal'), 'left over');
    await expect(Store.open({ file: join(folder, 'store.db') })).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringContaining('is gone') as string,
    });
  });
});
