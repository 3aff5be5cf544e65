import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { underwater, worstDrawdowns } from './drawdowns.ts';
import { distribution, quantile } from './histogram.ts';
import { rollingBeta, rollingSharpe } from './rolling-figures.ts';

describe('worstDrawdowns', () => {
  const times = [0, 1, 2, 3, 4, 5, 6, 7];
  const values = [100, 90, 100, 120, 60, 120, 130, 117];

  test('finds peak, trough and recovery, deepest first', () => {
    expect(worstDrawdowns({ times, values }, 2)).toEqual([
      { peakMs: 3, troughMs: 4, recoveryMs: 5, depth: -0.5 },
      { peakMs: 0, troughMs: 1, recoveryMs: 2, depth: expect.closeTo(-0.1, 12) },
    ]);
  });

  test('behavior: a fall that lasts has no recovery; rising values have no fall', () => {
    expect(worstDrawdowns({ times, values }, 9).at(-1)).toMatchObject({ peakMs: 6, recoveryMs: null });
    expect(worstDrawdowns({ times: [0, 1, 2], values: [1, 2, 2] }, 5)).toEqual([]);
    expect(worstDrawdowns({ times: [], values: [] }, 5)).toEqual([]);
  });

  test('property: the deepest episode is the lowest point under water', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1 }), (list) => {
        const deepest = worstDrawdowns({ times: list.map((_, i) => i), values: list }, 1)[0]?.depth ?? 0;
        expect(deepest).toBe(Math.min(0, ...underwater(list)));
      }),
    );
  });
});

describe('distribution', () => {
  test('mean, deviation and quantile follow their formulas', () => {
    const shape = distribution([-0.02, -0.01, 0, 0.01, 0.02]);
    expect(shape?.mean).toBeCloseTo(0, 15);
    expect(shape?.deviation).toBeCloseTo(Math.sqrt(0.001 / 4), 15);
    expect(shape?.positiveShare).toBeCloseTo(0.4, 15);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 0)).toBe(1);
  });

  test('property: bins meet at zero, cover every value once and are at most some sixty', () => {
    const returns = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 2, maxLength: 400 });
    fc.assert(
      fc.property(returns, (values) => {
        const shape = distribution(values);
        if (shape === null) return;
        expect(shape.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(values.length);
        expect(shape.bins.length).toBeLessThanOrEqual(62);
        if (shape.smallest < 0 && shape.largest > 0) expect(shape.bins.some((bin) => bin.to === 0)).toBe(true);
      }),
    );
  });

  test('behavior: null without spread', () => {
    expect(distribution([0.1, 0.1])).toBeNull();
    expect(distribution([])).toBeNull();
  });
});

describe('rolling figures', () => {
  test('Sharpe of alternating returns has a closed form', () => {
    const returns = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.02 : -0.01));
    const figures = rollingSharpe(returns, 10, 252);
    const deviation = Math.sqrt((10 * 0.015 ** 2) / 9);
    expect(figures).toHaveLength(11);
    for (const figure of figures) expect(figure).toBeCloseTo((0.005 / deviation) * Math.sqrt(252), 9);
  });

  test('beta of a leveraged market is its leverage; without variance both are 0', () => {
    const market = [0.01, -0.02, 0.03, 0.005, -0.01];
    const returns = market.map((value) => 1.5 * value + 0.001);
    for (const figure of rollingBeta(returns, market, 4)) expect(figure).toBeCloseTo(1.5, 9);
    expect(rollingBeta([0.1, 0.2], [0, 0], 2)).toEqual([0]);
    expect(rollingSharpe([0.1, 0.1], 2, 252)).toEqual([0]);
  });
});
