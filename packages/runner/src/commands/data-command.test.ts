import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipFile } from '@lockstep/backtester';
import { describe, expect, it } from 'vitest';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';

const CSV = join(scratchFolder({ 'abc.csv': 'date,open,high,low,close\n2024-03-04,1,1,1,1\n' }), 'abc.csv');

describe('lockstep data', () => {
  it('generates, and inspects what was generated', async () => {
    const cwd = scratchFolder();
    const generated = await runLockstep(
      cwd,
      'data',
      'generate',
      '--symbol',
      'demo',
      '--from',
      '2024-03-04',
      '--days',
      '2',
      '--data',
      join(cwd, 'data'),
      '--seed',
      '7',
    );
    expect(generated).toMatchObject({ code: 0, err: '' });
    expect(generated.out).toMatch(
      /^DEMO {2}780 minute bars, 2024-03-04 to 2024-03-05\n {2}data.+20240304_trade\.zip and 1 more files\n$/,
    );
    const inspected = await runLockstep(cwd, 'data', 'inspect', join(cwd, 'data'));
    expect(inspected).toMatchObject({ code: 0, err: '' });
    expect(inspected.out).toMatch(/DEMO +equity +usa +minute +trade +780 +2024-03-04 +2024-03-05 +0 +none/);
  });

  it('imports a folder of CSV files with options', async () => {
    const cwd = scratchFolder({
      'in/abc.csv': 'Day;O;H;L;Last\n04.03.2024;1;2;1;2\n',
      'in/def.csv': 'Day;O;H;L;Last\n05.03.2024;1;2;1;2\n',
    });
    const { code, out } = await runLockstep(
      cwd,
      'data',
      'import',
      join(cwd, 'in'),
      '--data',
      join(cwd, 'data'),
      '--columns',
      'date=Day,open=O,high=H,low=L,close=Last',
      '--day-first',
      '--resolution',
      'daily',
    );
    expect(code).toBe(0);
    expect(out).toContain('ABC  1 daily bars, 2024-03-04 to 2024-03-04');
    expect(out).toContain('DEF  1 daily bars, 2024-03-05 to 2024-03-05');
  });

  it('tells of rows that were left out', async () => {
    const cwd = scratchFolder({
      'abc.csv':
        'Date,Open,High,Low,Close,Adj Close,Volume\n2024-03-04,1,2,1,2,2,5\n2024-03-05,null,null,null,null,null,null\n',
    });
    const { out } = await runLockstep(cwd, 'data', 'import', join(cwd, 'abc.csv'), '--data', join(cwd, 'data'));
    expect(out).toContain('1 daily bars, 2024-03-04 to 2024-03-04\n');
    expect(out).toContain('rows without prices left out: 1');
  });

  it('shows what is wrong with the data, as text and as JSON, and ends with 3', async () => {
    const cwd = scratchFolder();
    const folder = join(cwd, 'data', 'equity', 'usa', 'daily');
    mkdirSync(folder, { recursive: true });
    const days = ['04', '15', '15', '18'].map(
      (day, i) => `202403${day} 00:00,100,${i === 3 ? 50 : 100},100,100,${i === 0 ? 0 : 1}`,
    );
    writeFileSync(join(folder, 'abc.zip'), zipFile('abc.csv', Buffer.from(days.join('\n'))));
    const text = await runLockstep(cwd, 'data', 'inspect', join(cwd, 'data'), '--symbol', 'ABC');
    expect(text.code).toBe(3);
    expect(text.out).toMatch(/8 +1 duplicates, 1 bad prices, 1 without volume/);
    expect(text.out).toContain(
      'no data on 2024-03-05, 2024-03-06, 2024-03-07, 2024-03-08, 2024-03-11, 2024-03-12 and 2 more',
    );
    expect(text.out).toMatch(/bad price {2}.*abc\.zip:4: open 100, high 50/);
    const json = await runLockstep(cwd, 'data', 'inspect', join(cwd, 'data'), '--json');
    expect(JSON.parse(json.out)).toMatchObject({
      series: [{ symbol: 'ABC', duplicates: 1, badPrices: 1, zeroVolume: 1 }],
    });
  });

  it('draws the coverage, on request as a page too', async () => {
    const cwd = scratchFolder({ 'abc.csv': 'date,open,high,low,close\n2024-03-04,1,1,1,1\n2024-04-01,1,1,1,1\n' });
    await runLockstep(
      cwd,
      'data',
      'import',
      join(cwd, 'abc.csv'),
      '--data',
      join(cwd, 'data'),
      '--resolution',
      'daily',
    );
    const { out, code } = await runLockstep(cwd, 'data', 'inspect', join(cwd, 'data'), '--html', 'pages/data.html');
    expect(code).toBe(0);
    expect(out).toContain('ABC daily trade usa  ░░\n');
    expect(out).toContain(`\n${join('pages', 'data.html')}\n`);
    expect(readFileSync(join(cwd, 'pages', 'data.html'), 'utf8')).toContain('2024-03: 1 of 20 trading days');
  });

  it.each<[string, number, string, string[]]>([
    ['a missing symbol', 2, "required option '--symbol", ['generate', '--from', '2024-03-04']],
    [
      'an unknown resolution',
      2,
      'Expected second, minute, hour, daily',
      ['generate', '--symbol', 'X', '--from', '2024-03-04', '--resolution', 'weekly'],
    ],
    [
      'an unknown type',
      2,
      'Expected equity, forex, cfd, crypto',
      ['generate', '--symbol', 'X', '--from', '2024-03-04', '--type', 'bond'],
    ],
    ['an unknown format', 2, 'Expected yahoo, stooq, binance', ['import', 'x.csv', '--format', 'xls']],
    [
      'half a day',
      2,
      'Expected a whole number',
      ['generate', '--symbol', 'X', '--from', '2024-03-04', '--days', '0.5'],
    ],
    ['a missing file', 2, 'There is no file or folder', ['import', 'nothing-here.csv']],
    ['a missing folder', 3, 'no such data folder', ['inspect', 'nothing-here']],
    ['an unknown zone', 2, 'Mars', ['import', CSV, '--time-zone', 'Mars/Base']],
    [
      'an unknown market',
      2,
      'MARKET_HOURS_MISSING',
      ['generate', '--symbol', 'X', '--from', '2024-03-04', '--market', 'atlantis'],
    ],
    ['an unknown sub-command', 2, 'unknown command', ['imprt']],
  ])('explains %s', async (_, expected, message, args) => {
    const { code, err } = await runLockstep(scratchFolder(), 'data', ...args);
    expect(err).toContain(message);
    expect(code).toBe(expected);
  });
});
