import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createProgress } from './progress.ts';
import { shownPath } from './shown-path.ts';
import { columnTable, figureTable } from './tables.ts';
import { createStyle, processTerminal, wantsColour } from './terminal.ts';

describe('wantsColour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '', FORCE_COLOR: '1' }, false, true],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ TERM: 'dumb' }, true, false],
  ])('%j on a screen %s: %s', (env, isScreen, expected) => {
    expect(wantsColour(env, isScreen)).toBe(expected);
  });

  it('decides what a style writes', () => {
    expect(createStyle(true).bold('a')).toBe('\u001b[1ma\u001b[22m');
    expect(createStyle(false).red('a')).toBe('a');
    expect(processTerminal().width).toBeGreaterThan(0);
  });
});

describe('figureTable', () => {
  const figures = {
    'Total Orders': '3',
    Alpha: '-0.5',
    'Sharpe Ratio': '1.25',
    OrderListHash: '0123456789abcdef0123456789abcdef',
  };

  it('aligns names and values in two blocks, long values below', () => {
    expect(figureTable(figures, 80)).toEqual([
      'Total Orders     3   Sharpe Ratio  1.25',
      'Alpha         -0.5',
      'OrderListHash  0123456789abcdef0123456789abcdef',
    ]);
  });

  it('uses one block where two do not fit', () => {
    expect(figureTable(figures, 30).slice(0, 3)).toEqual([
      'Total Orders     3',
      'Alpha         -0.5',
      'Sharpe Ratio  1.25',
    ]);
    expect(figureTable({}, 80)).toEqual([]);
  });
});

describe('columnTable', () => {
  it('aligns columns', () => {
    expect(
      columnTable(
        ['a', 'count'],
        [
          ['xyz', '5'],
          ['b', '1000'],
        ],
        ['count'],
      ),
    ).toEqual(['a    count', 'xyz      5', 'b     1000']);
  });
});

describe('createProgress', () => {
  const show = (isScreen: boolean): string => {
    const err = Object.assign(new PassThrough(), { isTTY: isScreen, columns: 80 });
    const progress = createProgress(
      { out: err, err, outIsScreen: isScreen, errIsScreen: isScreen, width: 80, style: createStyle(false) },
      'run',
    );
    for (const fraction of [0.1, 0.3, 0.35, 0.8, 1]) progress.update({ fraction, note: `day ${fraction}` });
    progress.stop();
    return String(err.read());
  };

  it('writes a line for each quarter where there is no screen', () => {
    expect(show(false)).toBe('run 25%  day 0.3\nrun 75%  day 0.8\nrun 100%  day 1\n');
  });

  it('draws a bar on a screen', () => {
    expect(show(true)).toMatch(/run .*█.*100%/);
  });
});

describe('shownPath', () => {
  it('is relative below the folder only', () => {
    expect(shownPath('/a/b/c', '/a/b')).toBe('c');
    expect(shownPath('/a/x', '/a/b')).toBe('/a/x');
    expect(shownPath('/a/b', '/a/b')).toBe('/a/b');
  });
});
