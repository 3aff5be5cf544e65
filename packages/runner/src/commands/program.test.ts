import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LockstepError } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { packageFolder } from '../package-folder.ts';
import { printError } from '../terminal/print-error.ts';
import { ExitCode, exitCodeOf, exitCodeOfErrorCode } from './exit-code.ts';

describe('lockstep', () => {
  it.each([
    [['--help']],
    [['help', 'backtest']],
    [['backtest', '--help']],
    [['init', '--help']],
    [['data', '--help']],
    [['data', 'generate', '--help']],
  ])('%j teaches by example', async (args) => {
    const { code, out } = await runLockstep(scratchFolder(), ...args);
    expect(code).toBe(0);
    expect(out.match(/^ {2}\$ (mkdir|lockstep)/gm)?.length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('documents the exit codes', async () => {
    const { out } = await runLockstep(scratchFolder(), 'backtest', '--help');
    for (const code of Object.values(ExitCode)) expect(out).toMatch(new RegExp(`^ {2}${code} `, 'm'));
  });

  it('prints its version', async () => {
    const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
    expect(await runLockstep(scratchFolder(), '--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('suggests a command for a mistyped one, and shows help without one', async () => {
    const { code, err } = await runLockstep(scratchFolder(), 'bactest');
    expect([code, err.includes('Did you mean backtest?')]).toEqual([2, true]);
    expect((await runLockstep(scratchFolder())).code).toBe(2);
  });

  it('reads .env of the folder in which it is started', async () => {
    const cwd = scratchFolder({
      '.env': 'LOCKSTEP_DATA=from-env\n',
      'strategy.ts':
        "import { Algorithm } from '@lockstep/core';\nexport default class A extends Algorithm { initialize() {} }",
    });
    try {
      const { code, err } = await runLockstep(cwd, 'backtest', 'strategy.ts');
      expect([code, err.includes('from-env')]).toEqual([3, true]);
    } finally {
      delete process.env['LOCKSTEP_DATA'];
    }
  });
});

describe('exitCodeOf', () => {
  it('tells data, usage and internal errors apart', () => {
    expect(exitCodeOf(new LockstepError('USAGE', ''))).toBe(2);
    expect(exitCodeOf(new LockstepError('DATA_SYMBOL_MISSING', ''))).toBe(3);
    expect(exitCodeOf(new LockstepError('INVARIANT', ''))).toBe(4);
    expect(exitCodeOf(new TypeError(''))).toBe(4);
    expect(exitCodeOfErrorCode('MARKET_HOURS_INVALID')).toBe(3);
    expect(exitCodeOfErrorCode('OUTPUT_NOT_WRITABLE')).toBe(4);
  });
});

describe('printError', () => {
  it('names defects as such, and prints causes with debug', async () => {
    const { PassThrough } = await import('node:stream');
    const { createStyle } = await import('../terminal/terminal.ts');
    const text = (error: unknown, debug: boolean): string => {
      const err = new PassThrough();
      printError(
        { out: err, err, outIsScreen: false, errIsScreen: false, width: 80, style: createStyle(false) },
        error,
        debug,
      );
      return String(err.read());
    };
    expect(text(new TypeError('x is not a function'), false)).toMatch(
      /^Internal error: x is not a function\n.*--debug/,
    );
    const error = new LockstepError('USAGE', 'outer', { cause: new Error('inner') });
    expect(text(error, false)).toBe('Error USAGE: outer\n');
    expect(text(error, true)).toMatch(/LockstepError: outer[\s\S]*Error: inner/);
    expect(text('just text', true)).toContain('just text');
  });
});
