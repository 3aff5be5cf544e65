import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decideMoney, readTradingEnvironment } from '@lockstep/live/config';
import { describe, expect, it } from 'vitest';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { packageVersion } from '../package-folder.ts';
import { initProject } from './init-project.ts';
import { loadProjectConfig } from './project-config.ts';

const EXPECTED = [
  '.env.example',
  '.gitignore',
  '.vscode/launch.json',
  'README.md',
  'data/LICENSE-vega-datasets',
  'data/README.md',
  'data/equity/usa/daily/spx.zip',
  'data/equity/usa/minute/alfa/20240304_trade.zip',
  'data/equity/usa/minute/alfa/20240305_trade.zip',
  'data/equity/usa/minute/alfa/20240306_trade.zip',
  'data/equity/usa/minute/alfa/20240307_trade.zip',
  'data/equity/usa/minute/alfa/20240308_trade.zip',
  'lockstep.config.ts',
  'package.json',
  'sp500.ts',
  'strategy.test.ts',
  'strategy.ts',
  'trend.ts',
  'tsconfig.json',
];

describe('initProject', () => {
  it('writes a project that names itself and this version of the packages', () => {
    const cwd = scratchFolder();
    const { folder, files } = initProject('My Bot', { cwd });
    expect(files).toEqual(EXPECTED);
    for (const file of files) expect(existsSync(join(folder, file))).toBe(true);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      name: string;
      dependencies: Record<string, string>;
    };
    expect(manifest.name).toBe('my-bot');
    expect(new Set(Object.values(manifest.dependencies))).toEqual(new Set([packageVersion()]));
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/^# my-bot\n/);
    for (const file of files.filter((name) => !name.endsWith('.zip')))
      expect(readFileSync(join(folder, file), 'utf8')).not.toContain('{{');
  });

  it('writes limits with which real money may be traded, and keeps keys and stores out of version control', async () => {
    const { folder } = initProject('bot', { cwd: scratchFolder() });
    const { risk } = await loadProjectConfig(join(folder, 'strategy.ts'));
    expect(risk).toMatchObject({
      maxPositionValue: 50_000,
      maxPositionPercent: 20,
      maxStrategyAllocationPercent: 50,
      allowAddingToPositions: false,
      maxConsecutiveLosses: 3,
    });
    const environment = readTradingEnvironment({ ENVIRONMENT: 'production', LIVE_TRADING_ENABLED: 'true' });
    expect(decideMoney({ environment, risk, confirmation: 'flag' }).account).toBe('real');
    const ignored = readFileSync(join(folder, '.gitignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['live/', '.env', 'backtest-results/', '.lockstep/']));
    const example = readFileSync(join(folder, '.env.example'), 'utf8');
    for (const name of ['ENVIRONMENT', 'LIVE_TRADING_ENABLED', 'USE_PAPER_TRADING', 'DEFAULT_BROKER'])
      expect(example).toMatch(new RegExp(`^# ${name}=`, 'm'));
  });

  it('refuses a folder that holds files, unless forced', async () => {
    const cwd = scratchFolder({ 'bot/notes.md': 'mine', 'file.txt': '' });
    expect(() => initProject('bot', { cwd })).toThrow(/holds notes\.md.*--force/);
    expect(() => initProject('file.txt', { cwd })).toThrow('is a file');
    expect((await runLockstep(cwd, 'init', 'bot')).code).toBe(2);
    expect((await runLockstep(cwd, 'init', 'bot', '--force')).code).toBe(0);
    expect(readFileSync(join(cwd, 'bot', 'notes.md'), 'utf8')).toBe('mine');
  });

  it('fills the current folder and one that only git uses', () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, '.git'));
    expect(initProject('.', { cwd }).folder).toBe(cwd);
  });

  it('says so when the folder cannot be written', () => {
    expect(() => initProject('file/bot', { cwd: scratchFolder({ file: '' }) })).toThrow(
      expect.objectContaining({ code: 'OUTPUT_NOT_WRITABLE' }),
    );
  });

  it('makes a project whose strategy runs at once, and names the next three commands', async () => {
    const cwd = scratchFolder();
    const { out } = await runLockstep(cwd, 'init', 'bot');
    expect(out).toMatch(/ {2}cd bot\n {2}npm install\n {2}npx lockstep backtest strategy\.ts\n/);
    const { code, out: table } = await runLockstep(join(cwd, 'bot'), 'backtest', 'strategy.ts');
    expect(code).toBe(0);
    expect(table).toMatch(/Total Orders +38\b/);
    expect(table).toMatch(/Beta +0\.\d*[1-9]/);
    expect(table).not.toMatch(/^Warning/m);
    expect(table).toContain(join('backtest-results', 'bot', 'report.html'));
    expect(table).toContain('3 trades in a row have lost; the limit is 3.');
    const index = await runLockstep(join(cwd, 'bot'), 'backtest', 'sp500.ts');
    expect([index.code, index.out]).toEqual([0, expect.stringMatching(/Total Orders +20\b/)]);
    expect(index.out).not.toMatch(/^Warning/m);
  });
});
