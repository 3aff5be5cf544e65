import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreVisit } from '@lockstep/live';
import { describe, expect, it, vi } from 'vitest';
import { deadDeployment, openDeployment, runningDeployment } from '../../test/deployment.ts';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';

const project = (files: Readonly<Record<string, string>> = {}): string =>
  scratchFolder({ 'package.json': '{ "type": "module" }', ...files });

describe('commands to a process that is dead', () => {
  it('are kept for its next start, and say so', async () => {
    const cwd = project();
    const file = await deadDeployment(cwd);
    const { code, out } = await runLockstep(cwd, 'pause', '--reason', 'news at 14:00');
    expect(code).toBe(0);
    expect(out).toContain('pause one: no process runs this deployment. The command is kept');
    const visit = await StoreVisit.open(file);
    expect(await visit.commands.pending()).toMatchObject([
      { name: 'pause', status: 'requested', arguments: { reason: 'news at 14:00' } },
    ]);
    await visit.close();
  });

  it('kill latches at once, and unkill waits', async () => {
    const cwd = project();
    const file = await deadDeployment(cwd);
    const killed = await runLockstep(cwd, 'kill', '--flatten', '--reason', 'fat finger');
    expect([killed.code, killed.out]).toEqual([0, expect.stringContaining('The latch is set already')]);
    expect((await runLockstep(cwd, 'status')).out).toMatch(/Trading +KILLED by .*fat finger/);
    const cleared = await runLockstep(cwd, 'unkill');
    expect(cleared.out).toContain('The latch stays set until then.');
    const visit = await StoreVisit.open(file);
    expect(await visit.commands.killLatch()).toMatchObject({ latched: true, reason: 'fat finger' });
    expect(await visit.commands.pending()).toMatchObject([
      { name: 'kill', arguments: { flatten: true, reason: 'fat finger' } },
      { name: 'unkill' },
    ]);
    await visit.close();
  });
});

describe('a kill of a deployment whose store cannot be opened', () => {
  it('is left as a file, which unkill removes', async () => {
    const cwd = project();
    const file = await deadDeployment(cwd);
    const intact = readFileSync(file);
    writeFileSync(file, 'x'.repeat(5_000));
    const { code, err } = await runLockstep(cwd, 'kill', '--reason', 'fire');
    expect([code, err]).toEqual([3, expect.stringMatching(/STORE_CORRUPT.*killed by the file .*KILL/)]);
    const kill = join(cwd, 'live', 'one', 'KILL');
    expect(readFileSync(kill, 'utf8')).toBe('fire\n');
    writeFileSync(file, intact);
    await runLockstep(cwd, 'unkill');
    expect(existsSync(kill)).toBe(false);
  });
});

describe('commands to a running process', () => {
  it('are answered by it, done or refused', async () => {
    const cwd = project();
    const carryOut = vi.fn(({ name }: { name: string }) => {
      if (name === 'resume') throw new Error('the latch is set; unkill first');
      return '2 orders cancelled';
    });
    await runningDeployment(cwd, carryOut);
    const done = await runLockstep(cwd, 'flatten');
    expect([done.code, done.out]).toEqual([
      0,
      expect.stringMatching(/flatten one: done: 2 orders cancelled \(.* UTC\)/),
    ]);
    const refused = await runLockstep(cwd, 'resume');
    expect([refused.code, refused.out]).toEqual([5, 'resume one: refused: the latch is set; unkill first\n']);
    expect(JSON.parse((await runLockstep(cwd, 'pause', '--json')).out)).toMatchObject({
      deployment: 'one',
      owner: { pid: process.pid },
      command: { name: 'pause', status: 'done' },
    });
  });

  it('that hangs are kept; one that takes its time is named', async () => {
    const cwd = project();
    const store = await openDeployment(cwd);
    const hangs = await runLockstep(cwd, 'kill', '--wait', '0.3');
    expect([hangs.code, hangs.out]).toEqual([5, expect.stringContaining(`process ${process.pid} `)]);
    expect(hangs.out).toContain('and the latch is set');
    await store.append({ kind: 'command', commandId: 1, name: 'kill', phase: 'acknowledged', outcome: '' });
    const slow = await runLockstep(cwd, 'status');
    expect(slow.out).toMatch(/kill +acknowledged/);
    await store.close();
  });
});

describe('lockstep status', () => {
  it('tells how a deployment stands while its process runs', async () => {
    const cwd = project();
    await runningDeployment(cwd, () => '');
    const { code, out } = await runLockstep(cwd, 'status');
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Process +running: process ${process.pid} on `));
    expect(out).toMatch(/Trading +Cross running/);
    expect(out).toMatch(/Equity +101,234\.50 USD \(cash 99,786\.80, unrealized 2\.30\)/);
    expect(out).toMatch(/ALFA +10 +144\.77 +145\.00/);
    expect(out).toMatch(/2 +BRAVO +Buy Limit +10 +0 +144\.7700/);
    expect(out).toMatch(/Trades +1 closed, 1 won, net 1,232\.50/);
  });

  it('tells that the process died, and everything as JSON', async () => {
    const cwd = project();
    await deadDeployment(cwd);
    expect((await runLockstep(cwd, 'status')).out).toMatch(/Process +not running: it died without an end/);
    expect(JSON.parse((await runLockstep(cwd, 'status', '--json')).out)).toMatchObject({
      deployment: 'one',
      owner: null,
      latch: { latched: false },
      session: { strategy: 'Cross', endedMs: null },
      account: { equity: '101234.50' },
      positions: [{ symbol: 'ALFA' }],
    });
  });
});

describe('which deployment', () => {
  it('is the only one, the named one, or an error that lists them', async () => {
    const cwd = project();
    const none = await runLockstep(cwd, 'status');
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('There is no deployment in live.')]);
    await deadDeployment(cwd, 'trend-1');
    await deadDeployment(cwd, 'trend-2');
    const two = await runLockstep(cwd, 'kill');
    expect([two.code, two.err]).toEqual([
      2,
      expect.stringMatching(/DEPLOYMENT_NOT_FOUND.*trend-1, trend-2.*--deployment/),
    ]);
    const mistyped = await runLockstep(cwd, 'kill', '--deployment', 'trend1');
    expect(mistyped.err).toContain('Did you mean --deployment trend-1?');
    expect((await runLockstep(cwd, 'kill', '--deployment', 'trend-2')).code).toBe(0);
  });

  it("lies in the configuration's folder, or in the one named; a broken configuration stops nobody", async () => {
    const config = "export default { live: { folder: 'deployed' } };\n";
    const cwd = project({ 'lockstep.config.ts': config });
    await deadDeployment(cwd, 'elsewhere');
    expect((await runLockstep(cwd, 'status')).err).toContain('no deployment in deployed');
    expect((await runLockstep(cwd, 'status', '--folder', 'live')).out).toContain('elsewhere');
    const broken = project({ 'lockstep.config.ts': 'export default { lvie: {} };\n' });
    await deadDeployment(broken);
    const { code, out, err } = await runLockstep(broken, 'kill');
    expect([code, out]).toEqual([0, expect.stringContaining('The latch is set already')]);
    expect(err).toContain('Warning:');
    expect(err).toContain('did you mean live?');
  });
});
