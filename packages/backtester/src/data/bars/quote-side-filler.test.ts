import { describe, expect, it } from 'vitest';
import { BarColumns } from './bar-columns.ts';
import { QuoteSideFiller } from './quote-side-filler.ts';

function quotes(rows: readonly (readonly [bid: number, ask: number])[], decimals: number): BarColumns {
  const bid = Float64Array.from(rows, ([price]) => price);
  const ask = Float64Array.from(rows, ([, price]) => price);
  const sizes = Float64Array.from(rows, ([price]) => (price === 0 ? 0 : 100));
  return new BarColumns(
    'quote',
    Float64Array.from(rows, (_, i) => i),
    [bid, bid, bid, bid, sizes, ask, ask, ask, ask, sizes],
    decimals,
  );
}

describe('a missing side of a quote', () => {
  it('takes the last known prices, also of the piece before, with their digits', () => {
    const filler = new QuoteSideFiller();
    const first = filler.fill(
      quotes(
        [
          [0, 5],
          [1.5, 6],
          [0, 7],
        ],
        1,
      ),
    );
    expect([...first.values[0]!]).toEqual([0, 1.5, 1.5]);
    expect([...first.values[8]!]).toEqual([5, 6, 7]);
    expect([...first.values[4]!]).toEqual([0, 100, 0]);
    const second = filler.fill(
      quotes(
        [
          [0, 0],
          [2, 0],
        ],
        0,
      ),
    );
    expect([...second.values[3]!]).toEqual([1.5, 2]);
    expect([...second.values[5]!]).toEqual([7, 7]);
    expect([...second.scales![0]!]).toEqual([1, 0]);
    expect([...second.scales![7]!]).toEqual([1, 1]);
  });

  it('leaves complete quotes as they are, without a copy', () => {
    const bars = quotes(
      [
        [1, 2],
        [3, 4],
      ],
      0,
    );
    expect(new QuoteSideFiller().fill(bars)).toBe(bars);
  });
});
