import { statSync } from 'node:fs';
import { join } from 'node:path';
import { VirtualClock } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../test/scratch-store.ts';
import { orderRequest } from '../../test/store-records.ts';
import { readHead } from './journal-addition.ts';
import { JournalWriter } from './journal-writer.ts';
import { LogCheckpoints } from './log-checkpoints.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { Store } from './store.ts';
import { verifyChain } from './verify-chain.ts';

/** Size of the log after 300 transactions that are written without pause, when it is copied every so often. */
async function logSize(every: number): Promise<number> {
  const file = join(scratchFolder(), 'store.db');
  await (await Store.open({ file })).close();
  const [writing, beside] = [await SqliteConnection.open(file, 'write'), await SqliteConnection.open(file, 'write')];
  for (const connection of [writing, beside]) await connection.exec('PRAGMA wal_autocheckpoint = 0');
  const checkpoints: LogCheckpoints[] = [];
  const writer = new JournalWriter(writing, await readHead(writing), new VirtualClock(0), {
    onHealth: () => undefined,
    onUnwritable: () => undefined,
    onCommit: () => checkpoints[0]?.count(),
  });
  checkpoints.push(new LogCheckpoints(beside, writer, every));
  for (let id = 1; id <= 300; id += 1) await writer.write(orderRequest(id), false);
  await checkpoints[0]?.settled();
  const { size } = statSync(`${file}-wal`);
  expect(await verifyChain(writing)).toMatchObject({ intact: true, entries: 300 });
  await writer.close();
  await beside.close();
  await writing.close();
  return size;
}

describe('LogCheckpoints', () => {
  it('keeps the log short while entries are written without pause', async () => {
    const [short, long] = [await logSize(20), await logSize(1_000)];
    expect(short).toBeLessThan(long / 2);
  });
});
