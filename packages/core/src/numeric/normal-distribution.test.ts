import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complementaryError, normalCumulative } from './normal-distribution.ts';

describe('normalCumulative', () => {
  test.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [1.959963984540054, 0.975],
    [-1.6448536269514722, 0.05],
    [-3, 0.0013498980316300933],
    [6, 0.9999999990134123],
    [-10, 7.619853024160525e-24],
  ])('Φ(%d) = %d', (x, expected) => {
    expect(Math.abs(normalCumulative(x) - expected) / expected).toBeLessThan(1e-11);
  });

  test('behavior: not a number and infinities', () => {
    expect(normalCumulative(Number.NaN)).toBeNaN();
    expect(normalCumulative(Number.POSITIVE_INFINITY)).toBe(1);
    expect(normalCumulative(Number.NEGATIVE_INFINITY)).toBe(0);
  });

  test('law: symmetric and rising', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
        expect(normalCumulative(x) + normalCumulative(-x)).toBeCloseTo(1, 13);
        expect(normalCumulative(x + 0.01)).toBeGreaterThanOrEqual(normalCumulative(x));
      }),
    );
  });

  test('law: the two methods meet at the seam', () => {
    const below = complementaryError(2.5 - 1e-12);
    expect(Math.abs(below / complementaryError(2.5) - 1)).toBeLessThan(1e-10);
  });
});
