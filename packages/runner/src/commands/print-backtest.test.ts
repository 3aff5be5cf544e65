import { PassThrough } from 'node:stream';
import type { BacktestResult, LogJson, WarningJson } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { createStyle, type Terminal } from '../terminal/terminal.ts';
import type { FinishedBacktest } from './backtest-run.ts';
import { printLoggedErrors, printLogs, printStatus, printWarnings } from './print-backtest.ts';

type Print = (terminal: Terminal, result: BacktestResult) => void;

function shown(print: Print, result: Partial<BacktestResult>): string {
  const stream = new PassThrough();
  print(
    { out: stream, err: stream, outIsScreen: false, errIsScreen: false, width: 80, style: createStyle(false) },
    result as BacktestResult,
  );
  return String(stream.read() ?? '');
}

const status =
  (place: string | null): Print =>
  (terminal, result) =>
    printStatus(terminal, { run: { result, thrown: null }, place } as unknown as FinishedBacktest);

const warning = (orderId: number): WarningJson => ({
  code: 'STALE_FILL',
  severity: 'warning',
  text: 'filled on old data',
  time: '2024-03-04T14:31:00Z',
  orderId,
});

describe('printWarnings', () => {
  it('groups warnings, with time and order, and counts those it leaves out', () => {
    const warnings: WarningJson[] = [
      ...[1, 2, 3, 4, 5, 6, 7].map(warning),
      { code: 'OTHER', severity: 'warning', text: 'general', time: null, orderId: null },
    ];
    const text = shown(printWarnings, { warnings });
    expect(text).toContain('Warning STALE_FILL (7 times)\n  2024-03-04 14:31:00 UTC, order 1: filled on old data\n');
    expect(text).toContain('order 5: filled');
    expect(text).not.toContain('order 6');
    expect(text).toContain('and 2 more: see the report');
    expect(text).toContain('Warning OTHER\n  general\n');
  });
});

describe('printStatus', () => {
  it('says how a run ended unless it ended well', () => {
    expect(shown(status(null), { status: 'Completed', error: null })).toBe('');
    expect(shown(status(null), { status: 'Interrupted', error: null })).toContain('partial');
    const error = { code: null, message: 'out of luck', time: '2024-03-04T14:31:00Z' };
    expect(shown(status('a.ts:1:2'), { status: 'RuntimeError', error })).toBe(
      'The strategy threw at 2024-03-04 14:31:00 UTC: out of luck (a.ts:1:2)\n',
    );
    expect(
      shown(status(null), { status: 'RuntimeError', error: { ...error, code: 'ORDER_INVALID', time: null } }),
    ).toBe('Error ORDER_INVALID: out of luck\n');
  });
});

describe('printLogs', () => {
  const line = (text: string, level: LogJson['level'] = 'log'): LogJson => ({
    time: '2024-03-04T14:31:00Z',
    level,
    text,
  });

  it('prints the last lines with their times, and counts repeats', () => {
    const logs = Array.from({ length: 14 }, (_, i) => line(`line ${i}`));
    expect(shown(printLogs, { logs })).toContain('Log, the last lines\n  2024-03-04 14:31:00 UTC  line 2\n');
    const repeated = [line('same'), line('same'), line('other'), line('same')];
    expect(shown(printLogs, { logs: repeated })).toMatch(/^\nLog\n.*same \(2 times\)\n.*other\n.*same\n$/);
    expect(shown(printLogs, { logs: [] })).toBe('');
    const failed = { code: null, message: 'out of luck', time: null };
    expect(shown(printLogs, { logs: [line('out of luck', 'error')], error: failed })).toBe('');
  });

  it('prints errors only when asked to be quiet', () => {
    const logs = [line('fine'), ...Array.from({ length: 14 }, (_, i) => line(`bad ${i}`, 'error'))];
    const text = shown(printLoggedErrors, { logs });
    expect(text).not.toContain('fine');
    expect(text).toMatch(/bad 0\n[\s\S]*bad 11\nand 2 more errors/);
  });
});
