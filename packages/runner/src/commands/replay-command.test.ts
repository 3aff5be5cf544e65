import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { packageFolder } from '../package-folder.ts';

it('replays the latest session alike, and says what has changed when it does not', { timeout: 60_000 }, async () => {
  const cwd = join(scratchFolder(), 'bot');
  mkdirSync(cwd);
  cpSync(join(packageFolder, 'template'), cwd, { recursive: true });
  cpSync(join(cwd, 'package.template.json'), join(cwd, 'package.json'));
  const live = await runLockstep(
    cwd,
    'live',
    'strategy.ts',
    '--feed',
    'replay',
    '--date',
    '2024-03-04',
    '--speed',
    'max',
  );
  expect(live).toMatchObject({ code: 0 });

  const same = await runLockstep(cwd, 'replay');
  expect(same).toMatchObject({ code: 0, err: '' });
  expect(same.out).toMatch(/\nidentical: [1-9]\d* decisions\n$/);

  const report = await runLockstep(cwd, 'report', '--out', 'out');
  expect(report).toMatchObject({ code: 0, err: '' });
  expect(report.out).not.toContain('No backtest');
  const result = JSON.parse(readFileSync(join(cwd, 'out', 'result.json'), 'utf8'));
  expect(result).toMatchObject({ status: 'Completed', startDate: '2024-03-04', endDate: '2024-03-04' });
  expect(result.orders.length).toBeGreaterThan(0);
  expect(result.equity.length).toBeGreaterThan(50);
  expect(Number(result.equity.at(-1)[1])).toBe(Number(result.totalPortfolioValue));
  const page = readFileSync(join(cwd, 'out', 'report.html'), 'utf8');
  expect(page).toContain('Live session report');
  expect(page).toContain('Backtest of the same days');

  const source = readFileSync(join(cwd, 'strategy.ts'), 'utf8');
  const changed = source.replaceAll(/(marketOrder|setHoldings|bracketOrder)\(([^,]+),/g, '$1($2, 0.5 *');
  expect(changed).not.toBe(source);
  writeFileSync(join(cwd, 'strategy.ts'), changed);
  const other = await runLockstep(cwd, 'replay', '--json');
  expect(other.code).toBe(5);
  const { difference } = JSON.parse(other.out);
  expect(difference.recorded.fields.quantity).not.toBe(difference.replayed.fields.quantity);
  expect(difference.causes[0]).toContain('The strategy is another version');
  const text = await runLockstep(cwd, 'replay');
  expect(text.out).toContain('  differs   quantity');
  expect((await runLockstep(cwd, 'report')).err).toContain('REPLAY_DIFFERS');

  const unknown = await runLockstep(cwd, 'replay', '99999');
  expect(unknown).toMatchObject({ code: 2 });
  expect(unknown.err).toContain('no session 99999');
});
