import { Decimal } from '@lockstep/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustColumns } from './adjusted-columns.ts';
import { BarColumns } from './bar-columns.ts';

/** Nearest double of a fraction of integers: JavaScript reads decimal text correctly rounded. */
const nearest = (mantissa: bigint, scale: number): number => Number(`${mantissa}e-${scale}`);

describe('adjusted columns', () => {
  it('are the nearest doubles of price × factor', () => {
    const mantissas = fc.integer({ min: 1, max: 99_999_999_999 });
    const factors = fc.tuple(fc.integer({ min: 1, max: 999_999_999_999_999 }), fc.integer({ min: 0, max: 18 }));
    fc.assert(
      fc.property(mantissas, factors, (mantissa, [factor, scale]) => {
        const price = mantissa / 10_000;
        const column = Float64Array.of(price, 0);
        const bars = new BarColumns(
          'trade',
          Float64Array.of(0, 1),
          [column, column, column, column, Float64Array.of(0, 0)],
          4,
        );
        const [open] = adjustColumns(bars, { factor: Decimal.fromParts(factor, scale) });
        expect(open![0]).toBe(nearest(BigInt(mantissa) * BigInt(factor), scale + 4));
        expect(open![1]).toBe(0);
      }),
      { numRuns: 5_000 },
    );
  });

  it('divide volumes by the factor, ties to even', () => {
    const prices = Float64Array.of(1, 1, 1, 1);
    const bars = new BarColumns(
      'trade',
      Float64Array.of(0, 1, 2, 3),
      [prices, prices, prices, prices, Float64Array.of(1, 3, 5, 100)],
      0,
    );
    expect([...adjustColumns(bars, { factor: Decimal.fromInteger(2) })[4]!]).toEqual([0, 2, 2, 50]);
    expect([...adjustColumns(bars, { factor: Decimal.parse('0.1428572') })[4]!]).toEqual([7, 21, 35, 700]);
  });

  it('add the offset of total returns', () => {
    const prices = Float64Array.of(100);
    const bars = new BarColumns('trade', Float64Array.of(0), [prices, prices, prices, prices, prices], 2);
    expect(adjustColumns(bars, { factor: Decimal.parse('0.5'), offset: Decimal.parse('1.37') })[3]![0]).toBe(51.37);
  });
});
