import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RollingSum } from './rolling-sum.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';

/** Closes of the benchmark's million minute bars: a seeded random walk in cents. */
function benchmarkCloses(count: number): Float64Array {
  let state = 12_345;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number => (random() + random() + random() + random() - 2) * 1.732;
  const closes = new Float64Array(count);
  let price = 100;
  for (let i = 0; i < count; i++) {
    price *= 1 + 0.0006 * normal() + (0.00002 * (100 - price)) / 100;
    closes[i] = Math.round(price * 100) / 100;
    for (let skipped = 0; skipped < 9; skipped++) random();
  }
  return closes;
}

test('two averages tie exactly where their decimals do: 1,032 ties and 38,807 fills in a million bars', () => {
  const fast = new SimpleMovingAverage(10);
  const slow = new SimpleMovingAverage(30);
  let ties = 0;
  let fills = 0;
  let side = 0;
  let isLong = false;
  const closes = benchmarkCloses(1_000_000);
  for (let i = 0; i < closes.length; i++) {
    fast.push(i, closes[i] as number);
    slow.push(i, closes[i] as number);
    if (!slow.isReady) continue;
    const now = Math.sign(fast.value - slow.value);
    if (now === 0) ties++;
    else {
      if (side !== 0 && now !== side && (now > 0 || isLong) && i < closes.length - 1) {
        fills++;
        isLong = now > 0;
      }
      side = now;
    }
  }
  expect({ ties, fills }).toEqual({ ties: 1_032, fills: 38_807 });
});

const decimals = fc.integer({ min: 0, max: 11 });

test('behavior: means of decimals are the correctly rounded quotient of whole numbers', () => {
  fc.assert(
    fc.property(
      decimals.chain((digits) =>
        fc.tuple(
          fc.constant(digits),
          fc.array(fc.integer({ min: -9_999_999, max: 9_999_999 }), { minLength: 1, maxLength: 60 }),
        ),
      ),
      fc.integer({ min: 1, max: 20 }),
      ([digits, whole], period) => {
        const sum = new RollingSum(period);
        whole.forEach((unit, i) => {
          sum.add(unit / 10 ** digits);
          const window = whole.slice(Math.max(0, i + 1 - period), i + 1);
          const exact = window.reduce((total, each) => total + each, 0);
          expect(sum.mean).toBe(exact / (10 ** digits * window.length) + 0);
        });
      },
    ),
  );
});

test('behavior: any doubles are summed to within rounding, and exactness returns after a reset', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 1, max: 20 }),
      (values, period) => {
        const sum = new RollingSum(period);
        values.forEach((value, i) => {
          sum.add(value);
          const window = values.slice(Math.max(0, i + 1 - period), i + 1);
          const scale = window.reduce((total, each) => Math.max(total, Math.abs(each)), 1e-300);
          expect(Math.abs(sum.sum - window.reduce((total, each) => total + each, 0))).toBeLessThanOrEqual(
            scale * 1e-12 + 1e-9,
          );
        });
        sum.reset();
        sum.add(0.1);
        sum.add(0.2);
        expect(sum.mean).toBe(period === 1 ? 0.2 : 0.15);
      },
    ),
  );
});

test('a sum that no longer fits whole numbers goes on compensated', () => {
  const sum = new RollingSum(3);
  for (const value of [1e15, 0.5, 0.25, 0.125]) sum.add(value);
  expect(sum.sum).toBe(0.875);
});
