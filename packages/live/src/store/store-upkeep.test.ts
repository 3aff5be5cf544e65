import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VirtualClock } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { openStore, scratchFolder } from '../../test/scratch-store.ts';
import { orderRequest, SESSION, snapshot } from '../../test/store-records.ts';
import { CommandWatch } from './command-watch.ts';
import { backupsOf } from './damage.ts';
import { deploymentsIn, storeFileOf } from './deployments.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { findOwner } from './owner-lock.ts';
import { MIGRATIONS } from './schema.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { Store } from './store.ts';
import { StoreVisit } from './store-visit.ts';

const DAY_MS = 86_400_000;

describe('commands', () => {
  it('reach a running process, which journals what it does', async () => {
    const store = await openStore();
    await store.append(SESSION);
    const visit = await StoreVisit.open(store.file);
    const id = await visit.commands.request('pause', 'ann', 5, { reason: 'news' });
    const [command] = await store.commands.pending();
    expect(command).toMatchObject({
      id,
      name: 'pause',
      requestedBy: 'ann',
      status: 'requested',
      arguments: { reason: 'news' },
    });
    await store.append({ kind: 'command', commandId: id, name: 'pause', phase: 'acknowledged', outcome: '' });
    expect(await visit.commands.pending()).toMatchObject([{ status: 'acknowledged' }]);
    await store.append({ kind: 'command', commandId: id, name: 'pause', phase: 'done', outcome: 'paused' });
    expect(await visit.commands.pending()).toEqual([]);
    expect(await visit.commands.find(id)).toMatchObject({ status: 'done', outcome: 'paused' });
    expect(await visit.commands.recent()).toHaveLength(1);
    await visit.close();
  });

  it('reach a process that is down when it starts again; the kill latch stays until a person clears it', async () => {
    const first = await openStore();
    await first.append(SESSION);
    await first.close();
    const visit = await StoreVisit.open(first.file);
    expect(await visit.commands.killLatch()).toMatchObject({ latched: false });
    await visit.commands.request('kill', 'ann', 7, { reason: 'strange fills' });
    expect(await visit.owner()).toBeNull();
    await visit.close();

    const second = await openStore({}, first.file);
    expect(await second.commands.killLatch()).toEqual({
      latched: true,
      reason: 'strange fills',
      changedBy: 'ann',
      changedMs: 7,
    });
    const [kill] = await second.commands.pending();
    await second.append({ kind: 'tradingStatus', status: 'killed', reason: 'strange fills', by: 'operator' });
    await second.append({ kind: 'command', commandId: kill?.id ?? 0, name: 'kill', phase: 'done', outcome: 'flat' });
    await second.close();

    const third = await openStore({}, first.file);
    expect(await third.commands.killLatch()).toMatchObject({ latched: true, changedBy: 'operator' });
    const id = await third.commands.request('unkill', 'ann', 9);
    expect(await third.commands.killLatch()).toMatchObject({ latched: true });
    await third.append({ kind: 'command', commandId: id, name: 'unkill', phase: 'done', outcome: 'checked by Ann' });
    expect(await third.commands.killLatch()).toMatchObject({ latched: false });
  });

  it('can be left while the process writes without pause', async () => {
    const store = await openStore();
    await store.append(SESSION);
    const visit = await StoreVisit.open(store.file);
    const writing = Promise.all(Array.from({ length: 400 }, (_, id) => store.append(orderRequest(id + 1))));
    const ids = await Promise.all([visit.commands.request('pause', 'a', 1), store.commands.request('resume', 'b', 1)]);
    await writing;
    expect(new Set(ids).size).toBe(2);
    expect(await store.verify()).toMatchObject({ intact: true, entries: 401 });
    await visit.close();
  });
});

describe('CommandWatch', () => {
  it('has commands carried out one by one, those of a dead process first, and journals them', async () => {
    const clock = new VirtualClock(0);
    const first = await openStore({ clock });
    await first.append(SESSION);
    const id = await first.commands.request('flatten', 'ann', 1);
    await first.append({ kind: 'command', commandId: id, name: 'flatten', phase: 'acknowledged', outcome: '' });
    await first.abandon();

    const store = await openStore({ clock }, first.file);
    await store.commands.request('pause', 'ann', 2);
    const carriedOut: string[] = [];
    let running = 0;
    const watch = new CommandWatch({
      store,
      clock,
      carryOut: async ({ name }) => {
        running += 1;
        expect(running).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running -= 1;
        carriedOut.push(name);
        if (name === 'resume') throw new Error('killed: unkill first');
        return `${name} done`;
      },
    });
    watch.start();
    const done = async (name: string): Promise<string | null> => {
      for (;;) {
        const found = (await store.commands.recent()).find((command) => command.name === name);
        if (found?.status === 'done' || found?.status === 'refused') return `${found.status}: ${found.outcome}`;
        await new Promise((resolve) => setTimeout(resolve, 5));
        clock.advanceTo(clock.utcNow() + 1_000);
      }
    };
    expect(await done('pause')).toBe('done: pause done');
    expect(carriedOut).toEqual(['flatten', 'pause']);
    await store.commands.request('resume', 'ann', 3);
    expect(await done('resume')).toBe('refused: killed: unkill first');
    await watch.stop();
    await store.commands.request('pause', 'ann', 4);
    clock.advanceTo(clock.utcNow() + 10_000);
    expect(clock.nextTimerUtc).toBe(Number.POSITIVE_INFINITY);
    expect(carriedOut).toEqual(['flatten', 'pause', 'resume']);
  });
});

describe('backup', () => {
  it('copies a store that is written to, whole, and keeps the newest ones', async () => {
    const clock = new VirtualClock(Date.UTC(2024, 2, 4, 14, 30));
    const store = await openStore({ keepBackups: 2, clock });
    await store.append(SESSION);
    const writing = Promise.all(Array.from({ length: 600 }, (_, id) => store.append(orderRequest(id + 1))));
    const first = await store.backup();
    await writing;
    clock.advanceTo(clock.utcNow() + 1_000);
    await store.backup();
    clock.advanceTo(clock.utcNow() + 1_000);
    const last = await store.backup();
    expect(backupsOf(store.file)).toHaveLength(2);
    expect(existsSync(first)).toBe(false);
    const copy = await StoreVisit.open(last);
    expect(await copy.verify()).toMatchObject({ intact: true, entries: 601 });
    await copy.close();
  });
});

describe('retention', () => {
  it('removes what is old, keeps the chain, the session, the state and the orders', async () => {
    const clock = new VirtualClock(Date.UTC(2024, 2, 4, 14, 30));
    const store = await openStore({ clock });
    await store.append(SESSION);
    await Promise.all(Array.from({ length: 3_000 }, (_, id) => store.append(snapshot(String(id)))));
    await store.append(orderRequest(1));
    await store.append({ kind: 'stateSnapshot', state: 1, risk: null, engine: null });
    clock.advanceTo(clock.utcNow() + 10 * DAY_MS);
    expect(await store.removeOlderThan(5)).toBe(0);
    await store.append(SESSION);
    await store.append(snapshot('7'));
    expect(await store.removeOlderThan(20)).toBe(0);
    expect(await store.removeOlderThan(5)).toBe(3_002);
    expect(await store.verify()).toMatchObject({ intact: true, firstSeq: 3_003, entries: 4 });
    expect(await store.queries.accountSnapshots()).toMatchObject([{ equity: '7' }]);
    expect(await store.queries.recentOrders()).toHaveLength(1);
    expect(await store.lastState()).toMatchObject({ state: 1 });
    expect(await store.queries.latest('retention')).toMatchObject({ record: { firstSeq: 3_003, removed: 3_002 } });
    await store.close();
    await openStore({}, store.file);
  });
});

describe('migrate', () => {
  const NEXT = [...MIGRATIONS, { version: 2, sql: 'ALTER TABLE orders ADD COLUMN venue TEXT' }];

  it('backs an older store up and brings it to the newest version', async () => {
    const store = await openStore();
    await store.append(SESSION);
    await store.append(orderRequest(1));
    await store.close();
    const connection = await SqliteConnection.open(store.file, 'write');
    const backedUp: number[] = [];
    const backUp = (version: number): Promise<void> => {
      backedUp.push(version);
      return Promise.resolve();
    };
    await migrate(connection, backUp, NEXT);
    await migrate(connection, backUp, NEXT);
    expect(backedUp).toEqual([1]);
    expect(await schemaVersion(connection, NEXT)).toBe(2);
    expect(await connection.all('SELECT order_id, venue FROM orders')).toEqual([{ order_id: 1, venue: null }]);
    await connection.close();
    await expect(Store.open({ file: store.file })).rejects.toMatchObject({ code: 'STORE_NEWER' });
  });

  it('leaves the store as it was when a step fails', async () => {
    const connection = await SqliteConnection.open(join(scratchFolder(), 'store.db'), 'create');
    const broken = [...NEXT, { version: 3, sql: 'CREATE TABLE half (x); ALTER TABLE nowhere ADD COLUMN x' }];
    await expect(migrate(connection, () => Promise.resolve(), broken)).rejects.toThrow('nowhere');
    expect(await schemaVersion(connection, broken)).toBe(2);
    expect(await connection.all("SELECT name FROM sqlite_schema WHERE name = 'half'")).toEqual([]);
    await connection.close();
  });
});

describe('a look at a deployment from outside', () => {
  it('tells its name, while it runs, after it, and when only backups are left', async () => {
    const folder = scratchFolder();
    const file = storeFileOf(folder, 'one');
    const store = await openStore({}, file);
    expect(deploymentsIn(folder)).toEqual(['one']);
    await store.append(SESSION);
    await store.backup();
    await store.close();
    rmSync(file);
    expect(deploymentsIn(folder)).toEqual(['one']);
    expect(deploymentsIn(join(folder, 'none'))).toEqual([]);
  });

  it('never takes another look for the owner, nor keeps an owner out', async () => {
    const store = await openStore();
    await store.close();
    const looks = Array.from({ length: 40 }, () => findOwner(store.file));
    const again = await openStore({}, store.file);
    expect((await Promise.all(looks)).filter((owner) => owner !== null && owner.pid !== process.pid)).toEqual([]);
    expect(await findOwner(store.file)).toMatchObject({ pid: process.pid });
    await again.close();
    expect(await Promise.all(Array.from({ length: 20 }, () => findOwner(store.file)))).toEqual(Array(20).fill(null));
  });

  it('backs it up, and says what is damaged', async () => {
    const store = await openStore();
    await store.append(SESSION);
    const visit = await StoreVisit.open(store.file);
    const copy = await visit.backup();
    await visit.close();
    await store.close();
    writeFileSync(store.file, 'x'.repeat(10_000));
    await expect(StoreVisit.open(store.file)).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringContaining(copy),
    });
  });
});
