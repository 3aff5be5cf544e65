import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { generateData } from '../src/data/generate-data.ts';
import { scratchFolder } from './scratch-folder.ts';

const root = join(import.meta.dirname, '../../..');

/** The command as a process of its own, from its sources. */
function start(cwd: string, ...args: string[]) {
  const command = [join(root, 'scripts/run-ts.mjs'), join(root, 'packages/runner/src/cli.ts'), ...args];
  const child = spawn(process.execPath, command, { cwd, env: { ...process.env, FORCE_COLOR: '', NO_COLOR: '1' } });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { child, ended, output: () => out + err };
}

// Every bar takes a while, so that there is time to interrupt; `ready` tells when it runs.
const SLOW = `import { Algorithm, Resolution } from '@lockstep/core';
export default class Slow extends Algorithm {
  override initialize(): void {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 4, 30);
    this.setCash(100_000);
    this.addEquity('DEMO', Resolution.Minute);
  }
  override onData(): void {
    if (!this.portfolio.invested) process.stdout.write('ready\\n');
    this.setHoldings('DEMO', 0.5);
    for (const start = performance.now(); performance.now() - start < 0.3; );
  }
}
`;

describe('the lockstep process', { timeout: 60_000 }, () => {
  it('ends with 130 and a partial, marked result after Ctrl-C', async () => {
    const cwd = scratchFolder({ 'package.json': '{ "type": "module" }', 'slow.ts': SLOW });
    generateData({ data: join(cwd, 'data'), symbol: 'DEMO', from: '2024-03-04', to: '2024-04-30' });
    const { child, ended, output } = start(cwd, 'backtest', 'slow.ts', '--out', 'results', '--quiet');
    while (!output().includes('ready')) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const { code, err } = await ended;
    expect(err).toContain('Interrupted: the result is partial');
    expect(code).toBe(130);
    expect(JSON.parse(readFileSync(join(cwd, 'results', 'result.json'), 'utf8'))).toMatchObject({
      status: 'Interrupted',
    });
  });

  // Windows has no signals: there every kill ends the process at once.
  it.skipIf(process.platform === 'win32')('is ended by SIGTERM while the strategy does not return', async () => {
    const endless = SLOW.replace('performance.now() - start < 0.3', 'true');
    const cwd = scratchFolder({ 'package.json': '{ "type": "module" }', 'endless.ts': endless });
    generateData({ data: join(cwd, 'data'), symbol: 'DEMO', from: '2024-03-04', days: 1 });
    const { child, ended, output } = start(cwd, 'backtest', 'endless.ts');
    onTestFinished(() => void child.kill('SIGKILL'));
    while (!output().includes('ready')) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: null });
  });

  it.skipIf(process.platform === 'win32')(
    'is ended by a second Ctrl-C while the strategy does not return',
    async () => {
      const endless = SLOW.replace('performance.now() - start < 0.3', 'true');
      const cwd = scratchFolder({ 'package.json': '{ "type": "module" }', 'endless.ts': endless });
      generateData({ data: join(cwd, 'data'), symbol: 'DEMO', from: '2024-03-04', days: 1 });
      const { child, ended, output } = start(cwd, 'backtest', 'endless.ts', '--out', 'results');
      onTestFinished(() => void child.kill('SIGKILL'));
      while (!output().includes('ready')) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill('SIGINT');
      while (!output().includes('Ctrl-C again ends')) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill('SIGINT');
      expect(await ended).toMatchObject({ code: null });
      expect(child.signalCode).toBe('SIGINT');
      expect(existsSync(join(cwd, 'results'))).toBe(false);
    },
  );

  it('names the line of the strategy in a stack', async () => {
    const cwd = scratchFolder({ 'package.json': '{ "type": "module" }', 'slow.ts': `${SLOW}\nnull!.x;\n` });
    const { code, err } = await start(cwd, 'backtest', 'slow.ts', '--debug').ended;
    expect(err).toMatch(/slow\.ts:16:7/);
    expect(code).toBe(2);
  });

  it('passes its exit code on', async () => {
    const { code, err } = await start(scratchFolder(), 'backtest').ended;
    expect([code, err.includes("missing required argument 'strategy'")]).toEqual([2, true]);
  });
});
