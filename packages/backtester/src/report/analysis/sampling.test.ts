import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { downSample } from './down-sample.ts';
import { downSampleBars } from './down-sample-bars.ts';
import { fillsOnBars } from './fills-on-bars.ts';

describe('downSample', () => {
  test('property: ends and extremes stay, indices ascend, the count is bounded', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.integer({ min: 1, max: 50 }), value: fc.integer() }), {
          minLength: 1,
          maxLength: 900,
        }),
        fc.integer({ min: 1, max: 30 }),
        (points, buckets) => {
          let time = 0;
          const times = points.map(({ gap }) => (time += gap));
          const values = points.map(({ value }) => value);
          const kept = downSample(times, values, buckets);
          expect(kept.length).toBeLessThanOrEqual(buckets * 4);
          expect(kept.every((index, i) => i === 0 || index > (kept[i - 1] as number))).toBe(true);
          expect([kept[0], kept.at(-1)]).toEqual([0, points.length - 1]);
          const shown = kept.map((index) => values[index] as number);
          expect(Math.max(...shown)).toBe(Math.max(...values));
          expect(Math.min(...shown)).toBe(Math.min(...values));
        },
      ),
    );
  });
});

describe('downSampleBars', () => {
  const bars = {
    symbol: 'X',
    resolution: 'Hour',
    times: [0, 1000, 2000, 3000, 4000],
    open: [1, 2, 3, 4, 5],
    high: [9, 8, 7, 6, 5.5],
    low: [0.5, 0.4, 0.3, 0.2, 0.1],
    close: [2, 3, 4, 5, 5.2],
  };

  test('joins neighbours into first open, highest high, lowest low and last close', () => {
    const joined = downSampleBars(bars, 3, (time) => time);
    expect(joined).toEqual({
      startsMs: [0, 2000, 4000],
      localSeconds: [0, 2, 4],
      open: [1, 3, 5],
      high: [9, 7, 5.5],
      low: [0.4, 0.2, 0.1],
      close: [3, 5, 5.2],
    });
  });

  test('behavior: an hour that repeats on the wall clock joins the bar before it', () => {
    const joined = downSampleBars(bars, 10, (time) => (time >= 2000 ? time - 1000 : time));
    expect(joined.localSeconds).toEqual([0, 1, 2, 3]);
    expect(joined.close).toEqual([2, 4, 5, 5.2]);
  });
});

describe('fillsOnBars', () => {
  const columns = (...fills: readonly (readonly [timeMs: number, quantity: number, price: number])[]) => ({
    times: fills.map(([timeMs]) => timeMs),
    quantities: fills.map(([, quantity]) => quantity),
    prices: fills.map(([, , price]) => price),
  });

  test('tells entries, exits and reversals apart, and joins fills of one bar, side and effect', () => {
    const fills = columns([5, 10, 100], [10, 30, 104], [25, -40, 110], [35, -5, 120], [40, 9, 90]);
    expect(fillsOnBars(fills, [0, 10, 20, 30])).toEqual([
      { bar: 0, effect: 'entry', count: 2, quantity: 40, price: 103 },
      { bar: 2, effect: 'exit', count: 1, quantity: -40, price: 110 },
      { bar: 3, effect: 'entry', count: 1, quantity: -5, price: 120 },
      { bar: 3, effect: 'reversal', count: 1, quantity: 9, price: 90 },
    ]);
  });

  test('behavior: without bars there are no marks', () => {
    expect(fillsOnBars(columns([1, 1, 1]), [])).toEqual([]);
  });
});
