import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from './decimal.ts';
import { NumberRows } from './number-rows.ts';

const decimals = fc
  .tuple(fc.bigInt({ min: -(2n ** 96n) + 1n, max: 2n ** 96n - 1n }), fc.integer({ min: 0, max: 96 }), fc.nat(28))
  .map(([mantissa, shift, scale]) => Decimal.fromParts(mantissa >> BigInt(shift), scale));

const cells = fc.oneof(
  decimals.map((value) => ({ value })),
  fc.constant({ value: null }),
  fc.double().map((value) => ({ value })),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((value) => ({ value })),
);

test('what was put comes back: decimals with their scale, numbers with every bit, none as none', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cells, cells, cells), { minLength: 1, maxLength: 40 }), (rows) => {
      const kept = new NumberRows(3);
      for (const row of rows) {
        kept.add();
        for (const [column, { value }] of row.entries()) {
          if (typeof value === 'number') kept.put(column, value);
          else kept.putDecimal(column, value);
        }
      }
      expect(kept.length).toBe(rows.length);
      for (const [index, row] of rows.entries()) {
        for (const [column, { value }] of row.entries()) {
          if (typeof value !== 'number') {
            expect(kept.decimalOrNull(index, column)?.toString()).toBe(value?.toString());
          } else {
            expect(kept.get(index, column)).toBe(value);
            if (Number.isInteger(value) && Math.abs(value) < 2 ** 31)
              expect(kept.integer(index, column)).toBe(value + 0);
          }
        }
      }
    }),
  );
});

test('thousands of rows stand in several blocks', () => {
  const kept = new NumberRows(2);
  for (let row = 0; row < 3_000; row += 1) {
    expect(kept.add()).toBe(row);
    kept.putDecimal(1, Decimal.fromParts(row, 2));
  }
  const sums = [0, 0];
  for (let row = 0; row < 3_000; row += 1) {
    sums[0]! += kept.get(row, 0);
    sums[1]! += kept.decimal(row, 1).toNumber();
  }
  expect(sums[0]).toBe(0);
  expect(sums[1]).toBeCloseTo((2_999 * 3_000) / 2 / 100, 6);
});
