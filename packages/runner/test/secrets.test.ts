import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateData } from '../src/data/generate-data.ts';
import { scratchFolder } from './scratch-folder.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SECRETS = {
  ALPACA_API_KEY: 'planted-key/4711+x',
  SMTP_PASSWORD: 'planted password "0815"',
  HEARTBEAT_URL_PRODUCTION: 'https://planted.example/ping?token=4712',
};

/** A strategy that says whatever it knows wherever it can, and fails with it. */
const LEAK = `import { Algorithm, Resolution, type Slice } from '@lockstep/core';
const secrets = ${JSON.stringify(Object.keys(SECRETS))}.map((name) => process.env[name] ?? '');
export default class Leak extends Algorithm {
  override initialize(): void {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 4);
    this.addEquity('DEMO', Resolution.Minute);
    for (const secret of secrets) this.log('log ' + secret);
  }
  override onData(slice: Slice): void {
    if (!slice.bars.has('DEMO')) return;
    if (this.portfolio.invested) throw new Error('failed with ' + secrets.join(' '));
    for (const secret of secrets) {
      this.signal('leak', { secret, [secret]: 1 });
      this.objectStore.save('key', secret);
      Object.assign(this.state, { [secret]: secret });
      this.marketOrder('DEMO', 1, { tag: secret });
      this.error('error ' + secret);
      console.log('console ' + secret + ' ' + encodeURIComponent(secret) + ' ' + Buffer.from('user:' + secret).toString('base64'));
      console.error('console ' + secret);
    }
  }
}
`;

/** Every spelling in which a secret must not be seen. */
const SPELLINGS = Object.values(SECRETS).flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(`user:${secret}`).toString('base64'),
]);

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const found = (text: string): string[] => SPELLINGS.filter((spelling) => text.includes(spelling));

describe('planted secrets', { timeout: 120_000 }, () => {
  it('are seen nowhere: terminal, log, store, inputs, exports, alerts', () => {
    const env = Object.entries(SECRETS).map(([name, value]) => `${name}='${value}'\n`);
    const cwd = scratchFolder({ 'package.json': '{ "type": "module" }', 'leak.ts': LEAK, '.env': env.join('') });
    generateData({ data: join(cwd, 'data'), symbol: 'DEMO', from: '2024-03-04', days: 1 });
    const run = (...args: string[]): string => {
      const command = [join(ROOT, 'scripts/run-ts.mjs'), join(ROOT, 'packages/runner/src/cli.ts'), ...args];
      const { stdout, stderr } = spawnSync(process.execPath, command, { cwd, encoding: 'utf8' });
      return stdout + stderr;
    };
    const replay = ['--feed', 'replay', '--date', '2024-03-04', '--speed', 'max'];
    const texts = [
      run('live', 'leak.ts', ...replay, '--debug'),
      run('backtest', 'leak.ts', '--debug'),
      run('status'),
      run('audit', 'signals'),
      run('audit', '--sql', 'SELECT * FROM journal'),
      run('doctor', '--time-source', 'http://127.0.0.1:9/'),
    ];
    run('audit', 'export', '--json', '--out', 'exported');
    run('audit', 'export', '--csv', '--out', 'exported');
    // The leaks did happen, and were masked.
    expect(texts[0]).toMatch(/log \*\*\*/);
    expect(texts[0]).toMatch(/console \*\*\*/);
    expect(texts[0]).toMatch(/failed with \*\*\*/);
    expect(texts.flatMap(found)).toEqual([]);
    const written = [...filesBelow(join(cwd, 'live')), ...filesBelow(join(cwd, 'exported'))];
    expect(written.length).toBeGreaterThan(20);
    expect(written.filter((file) => found(readFileSync(file, 'latin1')).length > 0)).toEqual([]);
  });
});
