import { describe, expect, test } from 'vitest';
import { indexAtOrBefore, nearestIndex } from './nearest-index.ts';
import { cellClass, cellText, sortedRows } from './table-rows.ts';

describe('sortedRows', () => {
  const rows = [
    ['b', 2],
    ['a', 10],
    ['c', null],
    ['d', 2],
  ] as const;

  test('sorts numbers by size and text by code unit', () => {
    expect(sortedRows(rows, 1, false).map(([name]) => name)).toEqual(['b', 'd', 'a', 'c']);
    expect(sortedRows(rows, 0, true).map(([name]) => name)).toEqual(['d', 'c', 'b', 'a']);
  });

  test('behavior: nothing stays last and equal rows keep their places in both directions', () => {
    expect(sortedRows(rows, 1, true).map(([name]) => name)).toEqual(['a', 'b', 'd', 'c']);
  });
});

test('cells are printed and coloured by their column', () => {
  const profit = { label: 'Profit', kind: 'money', signed: true } as const;
  expect(cellText(12.5, profit, '$')).toBe('+$12.50');
  expect(cellText(-12.5, profit, '$')).toBe('−$12.50');
  expect(cellText(null, profit, '$')).toBe('');
  expect(cellText(-12.5, { ...profit, decimals: 0 }, '$')).toBe('−$13');
  expect([cellClass(1, profit), cellClass(-1, profit), cellClass(0, profit)]).toEqual([
    'number gain',
    'number loss',
    'number',
  ]);
});

test('the point under the pointer is found', () => {
  const times = [10, 20, 40];
  expect([0, 10, 19, 20, 100].map((time) => indexAtOrBefore(times, time))).toEqual([0, 0, 0, 1, 2]);
  expect([0, 14, 16, 29, 31, 99].map((time) => nearestIndex(times, time))).toEqual([0, 0, 1, 1, 2, 2]);
  expect(indexAtOrBefore([], 5)).toBe(-1);
});
