import { join } from 'node:path';
import { LockstepError, VirtualClock } from '@lockstep/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceUntil } from '../../test/advance-until.ts';
import { openStore, scratchFolder } from '../../test/scratch-store.ts';
import { orderRequest, SESSION } from '../../test/store-records.ts';
import { readHead } from './journal-addition.ts';
import type { JournalRecord } from './journal-record.ts';
import { JournalWriter } from './journal-writer.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { Store } from './store.ts';
import { verifyChain } from './verify-chain.ts';

const notice = (number: number): JournalRecord => ({
  kind: 'notice',
  severity: 'info',
  code: 'N',
  message: 'x'.repeat(300),
  details: { number },
});

/** A connection whose commits fail now and then: before they were made, or after, when they are durable all the same. */
function unreliable(connection: SqliteConnection, fails: () => 'no' | 'before' | 'after'): SqliteConnection {
  return new Proxy(connection, {
    get(target, name) {
      if (name !== 'exec') {
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      }
      return async (sql: string): Promise<void> => {
        const failure = sql.endsWith('COMMIT') ? fails() : 'no';
        if (failure !== 'before') await target.exec(sql);
        if (failure !== 'no') throw new LockstepError('STORE_FAILED', 'disk I/O error');
      };
    },
  });
}

/** A writer of a new store by a virtual clock, and how often it has committed. */
async function countedWriter(): Promise<{
  writer: JournalWriter;
  connection: SqliteConnection;
  clock: VirtualClock;
  commits: () => number;
}> {
  const file = join(scratchFolder(), 'store.db');
  await (await Store.open({ file })).close();
  const connection = await SqliteConnection.open(file, 'write');
  const clock = new VirtualClock(0);
  let count = 0;
  const onCommit = (): void => void (count += 1);
  const observer = { onHealth: () => undefined, onUnwritable: () => undefined, onCommit };
  const writer = new JournalWriter(connection, await readHead(connection), clock, observer);
  return { writer, connection, clock, commits: () => count };
}

describe('JournalWriter', () => {
  it('writes a kept record once, whether or not a commit that failed was durable', { timeout: 60_000 }, async () => {
    const outcome = fc.constantFrom('no' as const, 'before' as const, 'after' as const);
    await fc.assert(
      fc.asyncProperty(fc.array(outcome, { minLength: 1, maxLength: 6 }), async (outcomes) => {
        const file = join(scratchFolder(), 'store.db');
        await (await Store.open({ file })).close();
        const connection = await SqliteConnection.open(file, 'write');
        const clock = new VirtualClock(0);
        const left = [...outcomes];
        const writer = new JournalWriter(
          unreliable(connection, () => left.shift() ?? 'no'),
          await readHead(connection),
          clock,
          { onHealth: () => undefined, onUnwritable: () => undefined, onCommit: () => undefined },
        );
        const entries = [];
        for (let number = 0; number < 4; number += 1) {
          entries.push((await advanceUntil(clock, writer.write(notice(number), true))).seq);
        }
        expect(entries).toEqual([1, 2, 3, 4]);
        const rows = await connection.all<{ number: number }>(
          "SELECT json_extract(payload, '$.details.number') AS number FROM journal ORDER BY seq",
        );
        expect(rows.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
        expect(await verifyChain(connection)).toMatchObject({ intact: true, entries: 4 });
        await writer.close();
        await connection.close();
      }),
      { numRuns: 25 },
    );
  });
});

describe('what is kept', () => {
  it('waits for what somebody waits for, and goes into the same transaction, before it', async () => {
    const { writer, connection, commits, clock } = await countedWriter();
    const kept = [1, 2, 3].map((number) => writer.write(notice(number), true));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(commits()).toBe(0);
    expect(writer.waiting).toBe(3);
    expect(await writer.write(notice(4), false)).toMatchObject({ seq: 4 });
    expect((await Promise.all(kept)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(commits()).toBe(1);
    // What comes while a transaction is written waits again.
    const order = writer.write(notice(5), false);
    await Promise.resolve();
    void writer.write(notice(6), true);
    await order;
    await writer.settled();
    expect([commits(), writer.waiting]).toEqual([2, 1]);
    clock.advanceTo(clock.utcNow() + 20);
    await writer.settled();
    expect([commits(), writer.waiting]).toEqual([3, 0]);
    await writer.close();
    await connection.close();
  });

  it('is written when the store is closed, and when it is asked for', async () => {
    const { writer, connection, commits } = await countedWriter();
    const first = writer.write(notice(1), true);
    await writer.flush();
    expect(await first).toMatchObject({ seq: 1 });
    const last = writer.write(notice(2), true);
    await writer.close();
    expect(await last).toMatchObject({ seq: 2 });
    expect(commits()).toBe(2);
    await connection.close();
  });

  it('is named by what comes after it, in the same transaction', async () => {
    const { writer, connection, commits } = await countedWriter();
    let seq = 0;
    void writer.write(notice(1), true, (number) => {
      seq = number;
    });
    const entry = await writer.write(() => notice(100 + seq), false);
    expect(entry.record).toEqual(notice(101));
    await writer.close();
    expect(commits()).toBe(1);
    await connection.close();
  });
});

describe('law: what was acknowledged is there once, in order, through full disks, crashes and restarts', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant('append' as const) },
    { weight: 6, arbitrary: fc.constant('keep' as const) },
    { weight: 1, arbitrary: fc.constant('fill' as const) },
    { weight: 1, arbitrary: fc.constant('free' as const) },
    { weight: 1, arbitrary: fc.constant('crash' as const) },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
    { weight: 2, arbitrary: fc.constant('wait' as const) },
  );

  it('holds for any order of events', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const clock = new VirtualClock(0);
        const file = join(scratchFolder(), 'store.db');
        let store = await openStore({ clock, busyTimeoutMs: 10 }, file);
        await store.append(SESSION);
        const acknowledged = new Map<number, number>();
        let running: Promise<unknown>[] = [];
        let number = 0;
        for (const action of steps) {
          if (action === 'append' || action === 'keep') {
            const mine = (number += 1);
            const record = action === 'append' ? orderRequest(mine) : notice(mine);
            running.push(
              store[action](record)
                .then(({ seq }) => acknowledged.set(seq, mine))
                .catch(() => undefined),
            );
          } else if (action === 'fill') await store.allowPages(1);
          else if (action === 'free') await store.allowPages(1_000_000);
          else if (action === 'wait') {
            await new Promise((resolve) => setTimeout(resolve, 3));
            clock.advanceTo(clock.utcNow() + 6_000);
          } else {
            await (action === 'crash' ? store.abandon() : store.close());
            await Promise.all(running);
            running = [];
            store = await openStore({ clock, busyTimeoutMs: 10 }, file);
          }
        }
        await store.close();
        await Promise.all(running);
        const last = await openStore({}, file);
        const found = new Map<number, number>();
        for await (const { seq, record } of last.queries.journal({ fromSeq: 2 })) {
          if (record.kind === 'orderRequested') found.set(seq, record.order.id);
          else if (record.kind === 'notice') found.set(seq, Number(record.details['number']));
        }
        for (const [seq, mine] of acknowledged) expect(found.get(seq)).toBe(mine);
        const numbers = [...found.values()];
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(await last.verify()).toMatchObject({ intact: true });
        const orders = await last.queries.recentOrders({ limit: 1_000 });
        const requested = [...found].filter(([, mine]) => orders.some(({ orderId }) => orderId === mine));
        expect(orders).toHaveLength(requested.length);
        await last.close();
      }),
      { numRuns: 20 },
    );
  });
});
