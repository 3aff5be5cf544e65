import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bar } from '../market/bar.ts';
import { QuoteBar } from '../market/quote-bar.ts';
import { BarDirection } from '../market/renko-bar.ts';
import { SecurityType } from '../market/security-type.ts';
import { SecuritySymbol } from '../market/symbol.ts';
import { TradeBar } from '../market/trade-bar.ts';
import { Decimal } from '../numeric/decimal.ts';
import { TimeZone } from '../time/time-zone.ts';
import { BaseDataConsolidator } from './base-data-consolidator.ts';
import { ClassicRenkoConsolidator } from './classic-renko-consolidator.ts';
import type { Consolidator } from './consolidator.ts';
import { ClassicRangeConsolidator, RangeConsolidator } from './range-consolidator.ts';
import { RenkoConsolidator } from './renko-consolidator.ts';
import { SequentialConsolidator } from './sequential-consolidator.ts';
import { TradeBarConsolidator } from './trade-bar-consolidator.ts';
import { DollarVolumeRenkoConsolidator, VolumeRenkoConsolidator } from './volume-renko-consolidator.ts';

const MINUTE = 60_000;
const newYork = TimeZone.of('America/New_York');
const spy = new SecuritySymbol('SPY', { ticker: 'SPY', securityType: SecurityType.Equity, market: 'usa' });
const cent = { minimumPriceVariation: Decimal.parse('0.01') };

function bar(minute: number, close: number, volume = 10): TradeBar {
  const from = minute * MINUTE;
  return new TradeBar(spy, from, from + MINUTE, close, close, close, close, volume, newYork);
}

/** What a consolidator makes of closes, a minute each. */
function madeOf<T extends TradeBar>(consolidator: Consolidator<T, TradeBar>, closes: readonly number[]): T[] {
  const made: T[] = [];
  consolidator.onDataConsolidated((_, each) => made.push(each));
  for (const [minute, close] of closes.entries()) consolidator.update(bar(minute, close));
  return made;
}

function prices({ open, high, low, close }: TradeBar): number[] {
  return [open, high, low, close];
}

/** Walks of prices in whole cents. */
const walks = fc
  .array(fc.integer({ min: -40, max: 40 }), { minLength: 2, maxLength: 120 })
  .map((steps) => steps.map((_, i) => (10_000 + steps.slice(0, i + 1).reduce((a, b) => a + b, 0)) / 100));

describe('wicked renko', () => {
  it('makes a brick when the price goes beyond an edge, none when it only touches it', () => {
    expect(madeOf(new RenkoConsolidator(1), [10, 11])).toEqual([]);
    expect(madeOf(new RenkoConsolidator(1), [10, 11.1]).map(prices)).toEqual([[10, 11, 10, 11]]);
    expect(madeOf(new RenkoConsolidator(0.1), [0.7, 0.8, 0.800_01]).map(prices)).toEqual([[0.7, 0.8, 0.7, 0.8]]);
  });

  it('makes several bricks of one input and turns back over two sizes', () => {
    const made = madeOf(new RenkoConsolidator(1), [10, 9.5, 12.1, 11.5, 10.2, 9.9]);
    expect(made.map(prices)).toEqual([
      [10, 11, 9.5, 11],
      [11, 12, 11, 12],
      [11, 12.1, 10, 10],
    ]);
    expect(made.map(({ direction }) => direction)).toEqual([
      BarDirection.Rising,
      BarDirection.Rising,
      BarDirection.Falling,
    ]);
    expect(made.map(({ timeMs, endTimeMs }) => [timeMs / MINUTE, endTimeMs / MINUTE])).toEqual([
      [0, 2],
      [2, 2],
      [2, 5],
    ]);
  });

  it('law: every brick has the size, its ends lie on the grid and join the brick before', () => {
    fc.assert(
      fc.property(walks, (closes) => {
        const made = madeOf(new RenkoConsolidator(0.1), closes);
        for (const [index, brick] of made.entries()) {
          expect(brick.close).toBe(Number((Math.round(brick.close * 10) / 10).toFixed(1)));
          expect(Number(brick.spread.toFixed(9))).toBe(0.1);
          const before = made[index - 1];
          if (before === undefined) continue;
          expect(brick.open).toBe(before.direction === brick.direction ? before.close : before.open);
        }
      }),
    );
  });
});

describe('classic renko', () => {
  it('begins at a multiple above the first value and ends a brick at its edge', () => {
    const made = madeOf(new ClassicRenkoConsolidator(2.5), [9.4, 11, 12.5, 13, 8, 5, 6]);
    expect(made.map(prices)).toEqual([
      [10, 12.5, 10, 12.5],
      [12.5, 13, 10, 10],
      [10, 10, 7.5, 7.5],
    ]);
    expect(made.map(({ volume }) => volume)).toEqual([30, 30, 20]);
  });

  it('begins at the first value when bricks need not be even', () => {
    const made = madeOf(new ClassicRenkoConsolidator(1, undefined, undefined, false), [10.3, 11.2, 11.3]);
    expect(made.map(prices)).toEqual([[10.3, 11.3, 10.3, 11.3]]);
  });

  it('takes what the selectors say', () => {
    const consolidator = new ClassicRenkoConsolidator<TradeBar>(
      1,
      ({ close }) => close * 2,
      () => 1,
    );
    const [brick] = madeOf(consolidator, [10, 10.2, 10.5]);
    expect([brick?.close, brick?.volume]).toEqual([21, 3]);
  });

  it('shows the brick under way', () => {
    const consolidator = new ClassicRenkoConsolidator(1);
    madeOf(consolidator, [10, 10.4, 9.8]);
    expect(consolidator.workingData).toMatchObject({ open: 10, high: 10.4, low: 9.8, close: 9.8, isClosed: false });
  });
});

describe('volume renko', () => {
  const of = (low: number, high: number, close: number, volume: number, minute: number): TradeBar =>
    new TradeBar(spy, minute * MINUTE, (minute + 1) * MINUTE, close, high, low, close, volume, newYork);

  it('passes on what a bar has too much of', () => {
    const consolidator = new VolumeRenkoConsolidator(10);
    const made: TradeBar[] = [];
    consolidator.onDataConsolidated((_, each) => made.push(each));
    consolidator.update(of(9, 12, 10, 4, 0));
    consolidator.update(of(8, 11, 11, 28, 1));
    expect(made.map((each) => [...prices(each), each.volume, each.timeMs / MINUTE])).toEqual([
      [10, 12, 8, 11, 10, 0],
      [11, 11, 8, 11, 10, 2],
      [11, 11, 8, 11, 10, 2],
    ]);
    expect(consolidator.workingData?.volume).toBe(2);
  });

  it('law: no volume is lost', () => {
    const volumes = fc.array(fc.integer({ min: 0, max: 500_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(volumes, fc.integer({ min: 1, max: 300 }), (satoshis, size) => {
        const consolidator = new VolumeRenkoConsolidator(size / 1000);
        let sum = 0n;
        consolidator.onDataConsolidated((_, { volume }) => {
          sum += BigInt(Math.round(volume * 1e8));
          expect(volume).toBe(size / 1000);
        });
        for (const [minute, each] of satoshis.entries()) consolidator.update(bar(minute, 10, each / 1e8));
        sum += BigInt(Math.round((consolidator.workingData?.volume ?? 0) * 1e8));
        expect(sum).toBe(satoshis.reduce((total, each) => total + BigInt(each), 0n));
      }),
    );
  });

  it('counts turnover instead', () => {
    const consolidator = new DollarVolumeRenkoConsolidator(100);
    expect(madeOf(consolidator, [4, 5, 1.5]).map(({ volume }) => volume)).toEqual([100]);
    expect(consolidator.workingData?.volume).toBe(5);
  });
});

describe('range bars', () => {
  const ranged = <C extends RangeConsolidator>(consolidator: C): C => {
    consolidator.attach(cent);
    return consolidator;
  };

  it('fill a gap with bars that have no volume, a step apart', () => {
    const made = madeOf(ranged(new RangeConsolidator(100)), [90, 94.5, 89.5]);
    expect(made.map((each) => [...prices(each), each.volume])).toEqual([
      [90, 91, 90, 91, 10],
      [91.01, 92.01, 91.01, 92.01, 0],
      [92.02, 93.02, 92.02, 93.02, 0],
      [93.03, 94.03, 93.03, 94.03, 0],
      [94.04, 94.5, 93.5, 93.5, 10],
      [93.49, 93.49, 92.49, 92.49, 0],
      [92.48, 92.48, 91.48, 91.48, 0],
      [91.47, 91.47, 90.47, 90.47, 0],
    ]);
  });

  it('are not filled by the classic consolidator', () => {
    const made = madeOf(ranged(new ClassicRangeConsolidator(100)), [90, 94.5, 89.5]);
    expect(made.map((each) => [...prices(each), each.volume])).toEqual([
      [90, 91, 90, 91, 10],
      [94.5, 94.5, 93.5, 93.5, 10],
    ]);
  });

  it('law: all are as high as the range, exactly', () => {
    fc.assert(
      fc.property(walks, (closes) => {
        for (const { high, low } of madeOf(ranged(new RangeConsolidator(7)), closes)) {
          expect(Decimal.fromNumber(high).minus(Decimal.fromNumber(low)).toNumber()).toBe(0.07);
        }
      }),
    );
  });

  it('need the price step', () => {
    expect(() => new RangeConsolidator(10).update(bar(0, 10))).toThrow(/price step/);
  });
});

describe('other consolidators', () => {
  it('make values of quotes into bars without volume', () => {
    const consolidator = new BaseDataConsolidator(2);
    const made: TradeBar[] = [];
    consolidator.onDataConsolidated((_, each) => made.push(each));
    for (const [minute, price] of [10, 12].entries()) {
      const side = new Bar(price, price, price, price);
      const from = minute * MINUTE;
      consolidator.update(new QuoteBar(spy, from, from + MINUTE, side, 1, side, 1, newYork));
    }
    expect(made.map((each) => [...prices(each), each.volume])).toEqual([[10, 12, 10, 12, 0]]);
  });

  it('work one after the other', () => {
    const fives = new TradeBarConsolidator({ maxCount: 5 });
    const made = madeOf(
      new SequentialConsolidator(fives, new TradeBarConsolidator({ maxCount: 2 })),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    );
    expect(made.map((each) => [...prices(each), each.volume])).toEqual([[1, 10, 1, 10, 100]]);
  });

  it('refuse sizes of nothing', () => {
    for (const size of [0, -1, Number.NaN]) {
      expect(() => new RenkoConsolidator(size)).toThrow(/above zero/);
      expect(() => new ClassicRenkoConsolidator(size)).toThrow(/above zero/);
      expect(() => new VolumeRenkoConsolidator(size)).toThrow(/above zero/);
      expect(() => new RangeConsolidator(size)).toThrow(/whole number/);
    }
  });
});
