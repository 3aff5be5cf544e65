import { PassThrough } from 'node:stream';
import type { BacktestResult, WarningJson } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { createStyle } from '../terminal/terminal.ts';
import { printStatus, printWarnings } from './print-backtest.ts';

function shown(
  print: (terminal: Parameters<typeof printStatus>[0], result: BacktestResult) => void,
  result: Partial<BacktestResult>,
): string {
  const stream = new PassThrough();
  print(
    { out: stream, err: stream, outIsScreen: false, errIsScreen: false, width: 80, style: createStyle(false) },
    result as BacktestResult,
  );
  return String(stream.read() ?? '');
}

const warning = (orderId: number): WarningJson => ({
  code: 'STALE_FILL',
  text: 'filled on old data',
  time: '2024-03-04T14:31:00Z',
  orderId,
});

describe('printWarnings', () => {
  it('groups warnings, with time and order, and counts those it leaves out', () => {
    const warnings = [
      ...[1, 2, 3, 4, 5, 6, 7].map(warning),
      { code: 'OTHER', text: 'general', time: null, orderId: null },
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
    expect(shown(printStatus, { status: 'Completed', error: null })).toBe('');
    expect(shown(printStatus, { status: 'Interrupted', error: null })).toContain('partial');
    const error = { code: null, message: 'out of luck', time: '2024-03-04T14:31:00Z' };
    expect(shown(printStatus, { status: 'RuntimeError', error })).toBe(
      'The strategy threw at 2024-03-04 14:31:00 UTC: out of luck\n',
    );
    expect(shown(printStatus, { status: 'RuntimeError', error: { ...error, code: 'ORDER_INVALID', time: null } })).toBe(
      'Error ORDER_INVALID: out of luck\n',
    );
  });
});
