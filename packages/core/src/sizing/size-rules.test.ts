import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  optimalF,
  sizeByAtr,
  sizeByKelly,
  sizeByOptimalF,
  sizeByPercent,
  sizeByRisk,
  sizeByValue,
} from './size-rules.ts';
import type { SizingSituation } from './sized-position.ts';

const TEN_THOUSAND: SizingSituation = { equity: 10_000, price: 100, unitValue: 1, buyingPower: 20_000, lotSize: 1 };

describe('sizeByRisk', () => {
  test('2 % of 10,000 between 100 and 95 are 40 units', () => {
    expect(sizeByRisk(TEN_THOUSAND, { entry: 100, stop: 95 })).toEqual({
      quantity: 40,
      reasons: ['2 % of 10000 is 200; 5 a unit are lost between 100 and 95: 40'],
    });
  });

  test('a cap of 20 % of equity makes them 20', () => {
    expect(sizeByRisk(TEN_THOUSAND, { entry: 100, stop: 95, maxPercentOfEquity: 20 })).toEqual({
      quantity: 20,
      reasons: [
        '2 % of 10000 is 200; 5 a unit are lost between 100 and 95: 40',
        'at most 20 % of equity, 2000 at 100: 20',
      ],
    });
  });

  test('a stop above the entry sells', () => {
    expect(sizeByRisk(TEN_THOUSAND, { stop: 110 }).quantity).toBe(-20);
  });

  test('buying power cuts it down', () => {
    const poor = { ...TEN_THOUSAND, buyingPower: 1_234 };
    expect(sizeByRisk(poor, { stop: 95 })).toEqual({
      quantity: 12,
      reasons: [
        '2 % of 10000 is 200; 5 a unit are lost between 100 and 95: 40',
        'at most the buying power, 1234 at 100: 12.34',
        'in whole lots of 1: 12',
      ],
    });
  });

  test('a stop at the entry is a mistake, as is one that is not a number', () => {
    expect(() => sizeByRisk(TEN_THOUSAND, { stop: 100 })).toThrow(/Sizing got stop 100; expected a price above zero/);
    expect(() => sizeByRisk(TEN_THOUSAND, { stop: Number.NaN })).toThrow(/stop NaN/);
  });

  test('law: what is lost at the stop is never more than asked for, and less by at most one lot', () => {
    fc.assert(
      fc.property(
        fc.record({
          equity: fc.integer({ min: 1_000, max: 10_000_000 }),
          entry: fc.integer({ min: 100, max: 100_000 }).map((cents) => cents / 100),
          distance: fc.integer({ min: 1, max: 90 }),
          percent: fc.integer({ min: 1, max: 10 }),
          lotSize: fc.constantFrom(1, 0.01, 1_000),
        }),
        ({ equity, entry, distance, percent, lotSize }) => {
          const stop = entry * (1 - distance / 100);
          const situation = { equity, price: entry, unitValue: 1, buyingPower: Number.MAX_VALUE, lotSize };
          const { quantity } = sizeByRisk(situation, { entry, stop, percent });
          const loss = quantity * (entry - stop);
          const allowed = (equity * percent) / 100;
          expect(loss).toBeLessThanOrEqual(allowed * (1 + 1e-9) + lotSize * (entry - stop) * 1e-8);
          expect(loss).toBeGreaterThan(allowed - lotSize * (entry - stop) * (1 + 1e-6));
        },
      ),
    );
  });
});

describe('other rules', () => {
  test('by value and by percent', () => {
    expect(sizeByValue(TEN_THOUSAND, -1_050, {}).quantity).toBe(-10);
    expect(sizeByPercent(TEN_THOUSAND, 10, {}).quantity).toBe(10);
    expect(sizeByPercent({ ...TEN_THOUSAND, unitValue: 0.5 }, 10, {}).quantity).toBe(20);
  });

  test('by ATR: two ranges of 2.5 are a stop 5 away', () => {
    expect(sizeByAtr(TEN_THOUSAND, { atr: 2.5 }).quantity).toBe(40);
    expect(sizeByAtr(TEN_THOUSAND, { atr: 2.5, side: 'sell' }).quantity).toBe(-40);
    expect(() => sizeByAtr(TEN_THOUSAND, { atr: 0 })).toThrow(/is the indicator ready/);
  });

  test('Kelly: 60 % wins of the size of the losses are 20 % of equity, half of that by default', () => {
    expect(sizeByKelly(TEN_THOUSAND, { winRate: 0.6, winLossRatio: 1 }).quantity).toBe(10);
    expect(sizeByKelly(TEN_THOUSAND, { winRate: 0.6, winLossRatio: 1, fraction: 1 }).quantity).toBe(20);
    expect(sizeByKelly(TEN_THOUSAND, { winRate: 0.4, winLossRatio: 1 }).quantity).toBe(0);
  });

  test('optimal f of a coin that pays 2:1 is 0.25', () => {
    expect(optimalF([2, -1], 1)).toBe(0.25);
    expect(optimalF([1, -2], 2)).toBe(0);
    const rich = { ...TEN_THOUSAND, buyingPower: 100_000 };
    expect(sizeByOptimalF(rich, { outcomes: [20, -10] }).quantity).toBe(250);
    expect(() => sizeByOptimalF(TEN_THOUSAND, { outcomes: [20] })).toThrow(/a losing one among them/);
  });

  test('nothing can be bought without buying power', () => {
    expect(sizeByValue({ ...TEN_THOUSAND, buyingPower: -5 }, 1_000, {}).quantity).toBe(0);
  });
});
