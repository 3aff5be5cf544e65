import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { deadDeployment, openDeployment } from '../../test/deployment.ts';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { AUDIT_TABLES } from '../deployments/audit-tables.ts';

let cwd: string;
let file: string;
beforeEach(async () => {
  cwd = scratchFolder({ 'package.json': '{ "type": "module" }' });
  file = await deadDeployment(cwd);
});

/** Overwrites a text wherever it stands in a file with another of the same length. */
function overwrite(path: string, found: string, by: string): void {
  const content = readFileSync(path, 'latin1');
  expect(content).toContain(found);
  writeFileSync(path, content.replaceAll(found, by), 'latin1');
}

describe('lockstep audit', () => {
  it.each(Object.keys(AUDIT_TABLES))('prints %s, in a table, as CSV and as JSON', async (table) => {
    const { code, out } = await runLockstep(cwd, 'audit', table);
    expect(code).toBe(0);
    expect(out.split('\n').length).toBeGreaterThan(2);
    const rows = JSON.parse((await runLockstep(cwd, 'audit', table, '--json')).out) as object[];
    expect(rows.length).toBeGreaterThan(0);
    const csv = (await runLockstep(cwd, 'audit', table, '--csv')).out.split('\r\n');
    expect(csv[0]?.split(',')).toEqual(Object.keys(rows[0] as object));
    expect(csv.length).toBe(rows.length + 2);
  });

  it('shows what the store holds', async () => {
    expect((await runLockstep(cwd, 'audit', 'orders')).out).toMatch(/2 +BRAVO +Buy +Limit +10 +144\.7700 +New/);
    expect((await runLockstep(cwd, 'audit', 'trades')).out).toMatch(/ALFA +Long +10 +144\.7700 +145\.00 +1,234\.50/);
    expect((await runLockstep(cwd, 'audit', 'days')).out).toMatch(/2024-03-04 .* 1\.25 %/);
  });

  it('filters', async () => {
    const count = async (...args: string[]): Promise<number> =>
      (JSON.parse((await runLockstep(cwd, 'audit', ...args, '--json')).out) as object[]).length;
    expect(await count('orders', '--symbol', 'ALFA')).toBe(1);
    expect(await count('orders', '--limit', '1')).toBe(1);
    expect(await count('trades', '--from', '2024-03-04', '--to', '2024-03-05')).toBe(1);
    expect(await count('trades', '--from', '2024-03-04T17:00:01Z')).toBe(0);
    expect(await count('orders', '--session', '999')).toBe(0);
    expect((await runLockstep(cwd, 'audit', 'orders', '--from', 'yesterday')).code).toBe(2);
    expect((await runLockstep(cwd, 'audit', 'orders', '--symbol', 'NONE')).out).toBe('No rows.\n');
  });

  it('quotes what CSV needs quoted, and writes times as ISO 8601', async () => {
    const csv = (await runLockstep(cwd, 'audit', 'signals', '--csv')).out;
    expect(csv).toContain('"{""note"":""fast, \\""over\\"" slow"",""rsi"":31.5}"');
    expect((await runLockstep(cwd, 'audit', 'trades', '--csv')).out).toContain(',2024-03-04T17:00:00.000Z,');
  });

  it('runs queries that read, and no others', async () => {
    const sql = 'SELECT symbol, count(*) AS orders FROM orders GROUP BY symbol ORDER BY symbol';
    expect((await runLockstep(cwd, 'audit', '--sql', sql)).out).toBe(
      'symbol  orders\nALFA         1\nBRAVO        1\n',
    );
    expect(JSON.parse((await runLockstep(cwd, 'audit', '--sql', sql, '--json')).out)).toHaveLength(2);
    const writes = await runLockstep(cwd, 'audit', '--sql', 'DELETE FROM orders');
    expect([writes.code, writes.err]).toEqual([2, expect.stringContaining('only queries that read')]);
    const wrong = await runLockstep(cwd, 'audit', '--sql', 'SELECT nonsense FROM orders');
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('no such column: nonsense')]);
    const neither = await runLockstep(cwd, 'audit');
    expect([neither.code, neither.err]).toEqual([2, expect.stringContaining('Expected a table (orders,')]);
    expect((await runLockstep(cwd, 'audit', 'odrers')).err).toContain('There is no table odrers');
  });

  it('exports one table or all, with secrets masked', async () => {
    vi.stubEnv('ALPACA_API_KEY', 'first, or second');
    const { out } = await runLockstep(cwd, 'audit', 'export', '--csv', '--out', 'exported');
    expect(out.trim().split('\n')).toEqual(Object.keys(AUDIT_TABLES).map((name) => join('exported', `${name}.csv`)));
    const orders = readFileSync(join(cwd, 'exported', 'orders.csv'), 'utf8');
    expect([orders.includes('first, or second'), orders.includes('***')]).toEqual([false, true]);
    const trades = await runLockstep(cwd, 'audit', 'export', 'trades', '--json');
    expect(JSON.parse(trades.out)).toMatchObject([{ symbol: 'ALFA', exit: '2024-03-04T17:00:00.000Z' }]);
    expect((await runLockstep(cwd, 'audit', 'orders', '--json')).out).not.toContain('first, or second');
    expect((await runLockstep(cwd, 'audit', 'export', 'trades')).err).toContain('--csv or --json');
    expect((await runLockstep(cwd, 'audit', 'export', '--csv')).err).toContain('--out');
    vi.unstubAllEnvs();
  });
});

describe('lockstep audit verify', () => {
  it('says that the chain is intact, or which entry is broken, with an exit code', async () => {
    expect(await runLockstep(cwd, 'audit', 'verify')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^intact: 11 /),
    });
    overwrite(file, '"symbol":"BRAVO"', '"symbol":"BRAVX"');
    const broken = await runLockstep(cwd, 'audit', 'verify');
    expect([broken.code, broken.out]).toEqual([3, expect.stringContaining('entry 5 was changed after it was written')]);
    expect(JSON.parse((await runLockstep(cwd, 'audit', 'verify', '--json')).out)).toMatchObject({
      intact: false,
      seq: 5,
    });
  });
});

describe('a store that is damaged in the middle', () => {
  it('says how much can be read, what is lost and what to do', async () => {
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.concat([bytes.subarray(0, 8_192), Buffer.alloc(8_192, 0xa5), bytes.subarray(16_384)]));
    const { code, err } = await runLockstep(cwd, 'status');
    expect([code, err]).toEqual([
      3,
      expect.stringMatching(/is damaged: .*(can be read).*There is no backup: move the file away/),
    ]);
  });
});

describe('lockstep audit backup and restore', () => {
  it('copies a store in use, and puts the copy in the place of a damaged one', async () => {
    const store = await openDeployment(cwd, 'two');
    const backup = await runLockstep(cwd, 'audit', 'backup', '--deployment', 'two');
    expect(existsSync(join(cwd, backup.out.trim()))).toBe(true);
    const running = await runLockstep(cwd, 'audit', 'restore', '--deployment', 'two');
    expect([running.code, running.err]).toEqual([2, expect.stringContaining(`process ${process.pid} `)]);
    await store.close();
    rmSync(store.file);
    const gone = await runLockstep(cwd, 'audit', 'restore', '--deployment', 'two');
    expect([gone.code, gone.out]).toEqual([0, expect.stringContaining('11 entries of live')]);
    expect((await runLockstep(cwd, 'audit', 'verify', '--deployment', 'two')).code).toBe(0);
  });

  it('tells of a damaged store what can be done, and a backup that is none', async () => {
    await runLockstep(cwd, 'audit', 'backup');
    overwrite(file, 'SQLite format 3', 'no such format!');
    const damaged = await runLockstep(cwd, 'status');
    expect([damaged.code, damaged.err]).toEqual([3, expect.stringContaining('`lockstep audit restore`')]);
    expect((await runLockstep(cwd, 'audit', 'restore', '--backup', 'package.json')).code).toBe(3);
    const restored = await runLockstep(cwd, 'audit', 'restore');
    expect(restored.out).toMatch(/The damaged file is now live.*store\.db\.damaged-/);
    expect((await runLockstep(cwd, 'audit', 'verify')).code).toBe(0);
    expect(readdirSync(join(cwd, 'live', 'one', 'backups', 'store'))).toHaveLength(1);
  });
});
