import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder, writeFiles } from '../../test/scratch-folder.ts';
import { generateData } from '../data/generate-data.ts';

const STRATEGY = `import { Algorithm, Resolution } from '@lockstep/core';
import { day } from './first-day.ts';

export default class BuyOnce extends Algorithm {
  override readonly parameters = this.defineParameters({ weight: { default: 1, min: 0, max: 1 }, mode: { default: 'hold' } });
  override initialize(): void {
    this.setStartDate(2024, 3, day);
    this.setEndDate(2024, 3, 8);
    this.setCash(100_000);
    this.addEquity('DEMO', Resolution.Minute);
    this.setRuntimeStatistic('Mode', this.parameters.mode);
    if (this.parameters.mode === 'early') this.marketOrder('DEMO', 1);
    if (this.parameters.mode === 'typo') (this as unknown as { setCsh(): void }).setCsh();
  }
  override onData(): void {
    if (this.parameters.mode === 'throw') throw new RangeError('out of luck');
    if (!this.portfolio.invested) this.setHoldings('DEMO', this.parameters.weight);
  }
}
`;

function project(files: Readonly<Record<string, string>> = {}): string {
  const folder = scratchFolder({
    'package.json': '{ "type": "module" }',
    'strategy.ts': STRATEGY,
    'first-day.ts': 'export const day: number = 4;\n',
    ...files,
  });
  generateData({ data: join(folder, 'data'), symbol: 'DEMO', from: '2024-03-04', days: 5 });
  return folder;
}

describe('lockstep backtest', () => {
  let folder = '';
  beforeAll(() => {
    folder = project();
  });

  it('prints the statistics and where the files are', async () => {
    const { code, out, err } = await runLockstep(folder, 'backtest', 'strategy.ts');
    expect(code).toBe(0);
    expect(out).toMatch(/^BuyOnce {2}2024-03-04 to 2024-03-08/);
    expect(out).toMatch(/Total Orders +1\b/);
    expect(out).toMatch(/OrderListHash {2}[0-9a-f]{32}/);
    expect(out).toMatch(/Mode +hold/);
    const [, result = ''] = /Result {2}(.+)/.exec(out) ?? [];
    expect(existsSync(join(folder, result))).toBe(true);
    expect(out).toMatch(/Report {2}.+report\.html/);
    expect(err).toContain('%');
  });

  it('prints JSON only, takes parameters, dates, cash and an output folder', async () => {
    const { code, out } = await runLockstep(
      folder,
      'backtest',
      'strategy.ts',
      '--json',
      '--no-report',
      '--out',
      'results',
      '--cash',
      '50000',
      '--param',
      'weight=0.5',
      '--param',
      'mode=test',
      '--from',
      '2024-03-05',
      '--to',
      '2024-03-06',
    );
    const summary = JSON.parse(out) as Record<string, unknown>;
    expect(code).toBe(0);
    expect(summary).toMatchObject({
      strategy: 'BuyOnce',
      status: 'Completed',
      partial: false,
      exitCode: 0,
      startDate: '2024-03-05',
      endDate: '2024-03-06',
      parameters: { weight: 0.5, mode: 'test' },
      statistics: { 'Start Equity': '50000' },
      files: { result: join('results', 'result.json'), report: null },
    });
    expect(existsSync(join(folder, 'results', 'report.html'))).toBe(false);
    expect(JSON.parse(readFileSync(join(folder, 'results', 'result.json'), 'utf8'))).toMatchObject({
      strategyHash: summary['strategyHash'],
    });
  });

  it('writes byte-identical results in two runs, with and without cached data', async () => {
    const texts: string[] = [];
    for (const [name, ...flags] of [['one'], ['two', '--no-cache'], ['three', '--cache', 'my-cache']] as const) {
      const { code, out } = await runLockstep(folder, 'backtest', 'strategy.ts', '--quiet', '--out', name, ...flags);
      expect([code, out]).toEqual([0, '']);
      texts.push(...['result.json', 'report.html'].map((file) => readFileSync(join(folder, name, file), 'utf8')));
    }
    expect(texts.slice(2, 4)).toEqual(texts.slice(0, 2));
    expect(texts.slice(4)).toEqual(texts.slice(0, 2));
    expect(existsSync(join(folder, 'my-cache'))).toBe(true);
  });

  it('takes defaults from lockstep.config.ts', async () => {
    const cwd = project({
      'lockstep.config.ts':
        "export default { out: 'from-config', cash: 70_000, from: '2024-03-06', parameters: { weight: 0.2 } };",
    });
    const { out } = await runLockstep(cwd, 'backtest', 'strategy.ts', '--json', '--cash', '80000');
    expect(JSON.parse(out)).toMatchObject({
      startDate: '2024-03-06',
      parameters: { weight: 0.2 },
      statistics: { 'Start Equity': '80000' },
      files: { result: expect.stringMatching(/^from-config/) },
    });
  });

  it('ends with 1 when the strategy throws, and writes what happened until then', async () => {
    const { code, err } = await runLockstep(
      folder,
      'backtest',
      'strategy.ts',
      '--param',
      'mode=throw',
      '--out',
      'thrown',
      '--quiet',
    );
    expect(code).toBe(1);
    expect(err).toMatch(/out of luck \(strategy\.ts:16:49\)/);
    expect(JSON.parse(readFileSync(join(folder, 'thrown', 'result.json'), 'utf8'))).toMatchObject({
      status: 'RuntimeError',
    });
  });

  it('ends with 1 and the place when initialize throws', async () => {
    const { code, err } = await runLockstep(folder, 'backtest', 'strategy.ts', '--param', 'mode=typo');
    expect(err).toMatch(/STRATEGY_FAILED.*setCsh is not a function \(strategy\.ts:\d+:\d+\).*--check/);
    expect(code).toBe(1);
  });

  it('shows logged errors with --quiet', async () => {
    const { code, out, err } = await runLockstep(folder, 'backtest', 'strategy.ts', '--param', 'mode=early', '--quiet');
    expect(err).toContain('Orders are not taken in initialize');
    expect([code, out]).toEqual([0, '']);
  });

  it.each<[string, number, string, string[]]>([
    ['no file', 2, 'Did you mean strategy.ts?', ['stratgy.ts']],
    ['an unknown parameter', 2, 'weight, mode', ['strategy.ts', '--param', 'wieght=1']],
    ['a parameter out of range', 2, 'a number from 0 to 1', ['strategy.ts', '--param', 'weight=7']],
    ['a parameter without a value', 2, 'Expected name=value', ['strategy.ts', '--param', 'weight']],
    ['an end before the start', 2, 'must not be before', ['strategy.ts', '--from', '2024-03-08', '--to', '2024-03-04']],
    ['an impossible date', 2, 'Expected a date', ['strategy.ts', '--from', '2024-02-30']],
    ['cash below zero', 2, 'above 0', ['strategy.ts', '--cash', '-5']],
    ['cash that is no number', 2, 'Expected a number', ['strategy.ts', '--cash', 'much']],
    ['an unknown option', 2, '--param', ['strategy.ts', '--parm', 'a=1']],
    ['no strategy', 2, "missing required argument 'strategy'", []],
    ['a missing data folder', 3, 'nowhere', ['strategy.ts', '--data', 'nowhere']],
    [
      'a range without data',
      3,
      'DEMO minute 2024-03-04 to 2024-03-08',
      ['strategy.ts', '--from', '2022-03-04', '--to', '2022-03-08'],
    ],
    ['an output folder that is a file', 4, 'Cannot write', ['strategy.ts', '--out', 'package.json']],
    ['no TypeScript for --check', 2, 'npm install --save-dev typescript', ['strategy.ts', '--check']],
  ])('explains %s', async (_, expected, message, args) => {
    const { code, err, out } = await runLockstep(folder, 'backtest', ...args);
    expect(err).toContain(message);
    expect(err).toMatch(/Error [A-Z_]+:/);
    expect([code, out]).toEqual([expected, '']);
  });

  it('explains a configuration that is wrong', async () => {
    for (const [config, message] of [
      ["export default { dta: 'x' };", 'did you mean data?'],
      ['export default { nothing_like_it: 1 };', 'known are data'],
      ["export default { cash: '5' };", '"cash" is "5"; expected a number'],
      ['export default 5;', 'not an object'],
    ] as const) {
      const { code, err } = await runLockstep(project({ 'lockstep.config.ts': config }), 'backtest', 'strategy.ts');
      expect(err).toContain(message);
      expect([code, err.includes('CONFIG_INVALID')]).toEqual([2, true]);
    }
  });

  it('ends with 3 and the file when an archive is damaged', async () => {
    const cwd = project();
    const archive = join(cwd, 'data', 'equity', 'usa', 'minute', 'demo', '20240306_trade.zip');
    writeFileSync(archive, readFileSync(archive).subarray(0, 100));
    const { code, err } = await runLockstep(cwd, 'backtest', 'strategy.ts', '--quiet');
    expect(err).toContain('20240306_trade.zip');
    expect(code).toBe(3);
  });

  it('prints stacks with --debug, and says how to get them for a defect', async () => {
    const { err } = await runLockstep(folder, 'backtest', 'nothing.ts', '--debug');
    expect(err).toMatch(/\n\s+at /);
  });

  it('runs CSV folders', async () => {
    const cwd = project();
    mkdirSync(join(cwd, 'csv'));
    const rows = Array.from(
      { length: 390 },
      (_, i) =>
        `2024-03-04 ${String(9 + Math.floor((30 + i) / 60)).padStart(2, '0')}:${String((30 + i) % 60).padStart(2, '0')},100,101,99,100,1000`,
    );
    writeFiles(cwd, { 'csv/demo_minute.csv': `date,open,high,low,close,volume\n${rows.join('\n')}\n` });
    const { code, out, err } = await runLockstep(
      cwd,
      'backtest',
      'strategy.ts',
      '--data',
      'csv',
      '--json',
      '--to',
      '2024-03-04',
    );
    expect(err).not.toContain('Error');
    expect([code, (JSON.parse(out) as { statistics: Record<string, string> }).statistics['Total Orders']]).toEqual([
      0,
      '1',
    ]);
  });

  describe('on a CSV folder of daily bars', () => {
    const HEADER = 'date,open,high,low,close,volume\n';
    const rows = [4, 5, 6, 7, 8].map((day) => `2024-03-0${day},100,101,99,100,1000\n`).join('');

    /** Runs a strategy of which `initialize` begins with a text. */
    const run = (initialize: string, csv = HEADER + rows) => {
      const cwd = project({
        'daily.ts': `import { Algorithm, Resolution } from '@lockstep/core';
          export default class Daily extends Algorithm {
            override initialize() {
              this.setStartDate(2024, 3, 4);
              this.setEndDate(2024, 3, 8);
              ${initialize}
            }
          }`,
        'csv/ACME.csv': csv,
      });
      return { cwd, outcome: runLockstep(cwd, 'backtest', 'daily.ts', '--data', 'csv', '--out', 'results') };
    };

    it.each([
      [
        'a wrong resolution',
        "this.addEquity('ACME', Resolution.Minute);",
        /ACME: minute bars asked for, none .* holds ACME\.csv with 5 daily bars, .*: use Resolution\.Daily\. /,
      ],
      [
        'a mistyped ticker',
        "this.addEquity('ACMEE', Resolution.Daily);",
        /ACMEE: daily bars asked for.* nothing for ACMEE; did you mean ACME\? csv holds ACME\.csv\. Choose/,
      ],
      ['a strategy that adds nothing', '', /The strategy added no security.*addEquity/],
    ])('explains %s', async (_, initialize, message) => {
      const { code, err } = await run(initialize).outcome;
      expect(err).toMatch(message);
      expect([code, err.includes('DATA_SYMBOL_MISSING')]).toEqual([3, true]);
    });

    it('does not take a run without money for one without data', async () => {
      const { code, out, err } = await run("this.setCash(0); this.addEquity('ACME', Resolution.Daily);").outcome;
      expect(out).toContain('The portfolio value is zero or less');
      expect([code, out.includes('NO_DATA'), err.includes('DATA_SYMBOL_MISSING')]).toEqual([0, false, false]);
    });

    it('warns of a benchmark without prices, in the report too', async () => {
      const { cwd, outcome } = run("this.addEquity('ACME', Resolution.Daily); this.setBenchmark('ACME');");
      const warning = /The benchmark ACME never had a price.*setBenchmark\(\(\) =(>|&gt;) security\.price\)/;
      expect((await outcome).out).toMatch(/Warning NO_BENCHMARK\n/);
      expect((await outcome).out).toMatch(warning);
      expect(readFileSync(join(cwd, 'results', 'report.html'), 'utf8')).toMatch(warning);
    });

    it('says once what is wrong with a row, without figures', async () => {
      const { code, out, err } = await run(
        "this.addEquity('ACME', Resolution.Daily);",
        `${HEADER}2024-03-04,100,101,0,100,1000\n`,
      ).outcome;
      expect(err).toMatch(/Error DATA_ROW_INVALID.*low 0, expected a price above 0.*ACME\.csv:2:4/);
      expect([code, out]).toEqual([3, '']);
    });
  });
});
