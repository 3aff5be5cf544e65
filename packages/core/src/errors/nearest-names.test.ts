import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearestNames } from './nearest-names.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', '', 3],
    ['stratgy', 'strategy', 1],
    ['startegy', 'strategy', 1],
    ['kitten', 'sitting', 3],
  ])('of %s and %s is %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it('is symmetric, zero only for equal texts, and at most the longer length', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe('nearestNames', () => {
  it('gives near names, nearest first, and nothing when all are far', () => {
    expect(nearestNames('stratgy.ts', ['config.ts', 'strategy.ts', 'strategies.ts'])).toEqual([
      'strategy.ts',
      'strategies.ts',
    ]);
    expect(nearestNames('x', ['strategy.ts'])).toEqual([]);
  });
});
