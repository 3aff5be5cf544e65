import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covariance } from './covariance.ts';
import { mean } from './mean.ts';
import { shapeMoments } from './shape-moments.ts';
import { standardDeviation, variance } from './variance.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const central = (values: readonly number[], power: number) => {
  const middle = sum(values) / values.length;
  return sum(values.map((value) => (value - middle) ** power)) / values.length;
};
const samples = (minLength: number) =>
  fc.array(
    fc.integer({ min: -1_000, max: 1_000 }).map((value) => value / 100),
    { minLength, maxLength: 40 },
  );

describe('variance', () => {
  test('default', () => {
    expect(variance([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(32 / 7, 14);
    expect(standardDeviation([1, 3])).toBeCloseTo(Math.SQRT2, 14);
    expect(mean([1, 2, 6])).toBe(3);
  });

  test('behavior: not a number below two values', () => {
    expect([variance([]), variance([1]), mean([])]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test('law: agrees with the two-pass formula', () => {
    fc.assert(
      fc.property(samples(2), (values) => {
        const expected = (central(values, 2) * values.length) / (values.length - 1);
        expect(variance(values)).toBeCloseTo(expected, 9);
      }),
    );
  });
});

describe('covariance', () => {
  test('default', () => expect(covariance([1, 2, 3], [2, 4, 9])).toBe(3.5));

  test('behavior: not a number below two pairs', () => expect(covariance([1], [1])).toBeNaN());

  test('law: of a series with itself it is the variance, and it is bilinear', () => {
    fc.assert(
      fc.property(samples(2), (values) => {
        expect(covariance(values, values)).toBeCloseTo(variance(values), 9);
        const shifted = values.map((value) => 3 * value + 7);
        expect(covariance(values, shifted)).toBeCloseTo(3 * variance(values), 8);
      }),
    );
  });
});

describe('shapeMoments', () => {
  test('law: agrees with the closed forms of central moments', () => {
    fc.assert(
      fc.property(samples(4), (values) => {
        const n = values.length;
        const second = central(values, 2);
        fc.pre(second > 1e-3);
        const g1 = central(values, 3) / second ** 1.5;
        const g2 = central(values, 4) / second ** 2 - 3;
        const { skewness, kurtosis } = shapeMoments(values);
        expect(skewness).toBeCloseTo((g1 * Math.sqrt(n * (n - 1))) / (n - 2), 7);
        expect(kurtosis).toBeCloseTo(((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g2 + 6), 6);
      }),
    );
  });

  test('behavior: not a number for few or equal values', () => {
    expect(shapeMoments([1, 2])).toEqual({ skewness: Number.NaN, kurtosis: Number.NaN });
    expect(shapeMoments([1, 2, 4]).kurtosis).toBeNaN();
    expect(shapeMoments([5, 5, 5, 5])).toEqual({ skewness: Number.NaN, kurtosis: Number.NaN });
  });
});
